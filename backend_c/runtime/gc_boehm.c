/* Memory manager `boehm`: start-up, memory by the block, exhaustion, finalizers. */
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>
#include <gc/javaxfc.h>
#include <time.h>

#include "runtime.h"

/* Allocation. */
void **weft_boehm_cells[2][WEFT_GRANULES + 1];

static void GC_CALLBACK drop_cells(void)
{
	memset(weft_boehm_cells, 0, sizeof weft_boehm_cells);
}

/* What frames that are gone have left on the stack would be taken for references. */
__attribute__((noinline)) static void clear_stack(void)
{
	volatile long words[4096];
	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
		words[i] = 0;
}

__attribute__((noinline)) void weft_gc_collect(void)
{
	clear_stack();
	GC_gcollect();
}

static void *fresh_cells(unsigned long granules, bool traced)
{
	void *cells = NULL;
	GC_generic_malloc_many(granules * WEFT_GRANULE, traced ? GC_I_NORMAL : GC_I_PTRFREE, &cells);
	return cells;
}

/* A cell of a size that there is no list of, or of an empty one. libgc gives up when the heap may not grow, even if it
   did not collect lately. */
void *weft_boehm_more(unsigned long size, bool traced)
{
	unsigned long granules = (size + WEFT_GRANULE - 1) / WEFT_GRANULE;
	for (bool again = false;; again = true) {
		if (granules > WEFT_GRANULES) {
			void *start = traced ? GC_MALLOC(size) : GC_MALLOC_ATOMIC(size);
			if (start != NULL || again)
				return start;
		} else {
			void **cell = fresh_cells(granules != 0 ? granules : 1, traced);
			if (cell != NULL) {
				weft_boehm_cells[traced][granules] = *cell;
				*cell = NULL;
			}
			if (cell != NULL || again)
				return cell;
		}
		weft_gc_collect();
	}
}

/* Finalizers. libgc tells which objects are dead; in which order they come is found out when everything that is alive
   is marked: depth first through what is dead, those that are finished last come first. So an object comes before
   what it refers to, except in a cycle. */
struct entry {
	GC_hidden_pointer object; /* no longer hidden when it waits */
	struct entry *older, *newer;
	long made, rank;
};
static struct entry *oldest, *newest;
static long made_count, rank_count;

static struct entry **waiting; /* the last one is the next to be finalized */
static long waiting_count, waiting_size;
long weft_finalizers_waiting;

/* Dead objects that were seen: a set with open addressing. */
struct seen {
	void *object;
	struct entry *entry;
	bool visited;
};
static struct seen *seen;
static unsigned long seen_size, seen_count;

static struct seen *find(void *object)
{
	unsigned long index = ((unsigned long)object * 0x9e3779b97f4a7c15UL >> 20) & (seen_size - 1);
	while (seen[index].object != NULL && seen[index].object != object)
		index = (index + 1) & (seen_size - 1);
	return &seen[index];
}

static bool grow_seen(void)
{
	struct seen *old = seen;
	unsigned long old_size = seen_size;
	seen = calloc(old_size != 0 ? 2 * old_size : 1024, sizeof *seen);
	if (seen == NULL) {
		seen = old;
		return false;
	}
	seen_size = old_size != 0 ? 2 * old_size : 1024;
	for (unsigned long i = 0; i < old_size; i++)
		if (old[i].object != NULL)
			*find(old[i].object) = old[i];
	free(old);
	return true;
}

/* Objects to visit; odd: one that is finished when it comes up. */
static char **search;
static unsigned long search_size, search_used;

static bool search_push(char *object)
{
	if (search_used == search_size) {
		unsigned long size = search_size != 0 ? 2 * search_size : 1024;
		char **larger = realloc(search, size * sizeof *search);
		if (larger == NULL)
			return false;
		search = larger;
		search_size = size;
	}
	search[search_used++] = object;
	return true;
}

static struct seen *place_of(void *object)
{
	if (seen_count >= seen_size / 2 && !grow_seen())
		return NULL;
	struct seen *place = find(object);
	if (place->object == NULL) {
		place->object = object;
		seen_count++;
	}
	return place;
}

static bool is_dead(void *object)
{
	return object != NULL && GC_base(object) == object && !GC_is_marked(object);
}

/* False if there is no memory. */
static bool enter(char *object)
{
	struct seen *place = place_of(object);
	if (place == NULL || place->visited)
		return place != NULL;
	place->visited = true;
	size_t size;
	if (!search_push(object + 1))
		return false;
	if (GC_get_kind_and_size(object, &size) == GC_I_PTRFREE)
		return true;
	for (size_t at = 0; at + sizeof(char *) <= size; at += sizeof(char *)) {
		char *other = *(char **)(void *)(object + at);
		if (is_dead(other) && !search_push(other))
			return false;
	}
	return true;
}

/* Everything alive is marked, and nothing else. If there is no memory, the order is that in which they were made. */
static void rank_dead(void)
{
	for (struct entry *entry = oldest; entry != NULL; entry = entry->newer) {
		void *object = GC_REVEAL_POINTER(entry->object);
		struct seen *place = is_dead(object) ? place_of(object) : NULL;
		if (place != NULL)
			place->entry = entry;
	}
	for (struct entry *entry = oldest; entry != NULL && seen_count != 0; entry = entry->newer) {
		char *object = GC_REVEAL_POINTER(entry->object);
		if (!is_dead(object) || !enter(object))
			continue;
		while (search_used != 0) {
			char *next = search[--search_used];
			if (((unsigned long)next & 1) == 0) {
				if (!enter(next))
					break;
			} else if (find(next - 1)->entry != NULL) {
				find(next - 1)->entry->rank = ++rank_count;
			}
		}
		search_used = 0;
	}
	free(seen);
	seen = NULL;
	seen_size = seen_count = 0;
}

bool weft_boehm_watches;
static long collections, nanoseconds, began, left; /* whole blocks */

static long now_in_nanoseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000 + now.tv_nsec;
}

static void GC_CALLBACK on_event(GC_EventType event)
{
	if (event == GC_EVENT_START)
		began = now_in_nanoseconds();
	if (event == GC_EVENT_END) {
		collections++;
		nanoseconds += now_in_nanoseconds() - began;
		left = (long)(GC_get_heap_size() - GC_get_free_bytes());
	}
	if (event == GC_EVENT_MARK_END && oldest != NULL)
		rank_dead();
	if (event == GC_EVENT_END && weft_boehm_watches)
		weft_finalizers_waiting = 1;
}

static void GC_CALLBACK finalizers_due(void)
{
	weft_finalizers_waiting = 1;
}

static void drop_entry(struct entry *entry)
{
	*(entry->older != NULL ? &entry->older->newer : &oldest) = entry->newer;
	*(entry->newer != NULL ? &entry->newer->older : &newest) = entry->older;
}

/* Called by libgc for one object at a time. */
static void GC_CALLBACK take(void *object, void *data)
{
	struct entry *entry = data;
	if (waiting_count == waiting_size) {
		long size = waiting_size != 0 ? 2 * waiting_size : 256;
		struct entry **larger = realloc(waiting, (unsigned long)size * sizeof *waiting);
		if (larger == NULL) {
			GC_REGISTER_FINALIZER_NO_ORDER(object, take, entry, NULL, NULL);
			return;
		}
		waiting = larger;
		waiting_size = size;
	}
	drop_entry(entry);
	entry->object = (GC_hidden_pointer)object;
	waiting[waiting_count++] = entry;
}

/* See `TracingCollector.statistic`; all collections are of everything. */
long weft_gc_statistic(long which)
{
	switch (which) {
	case 0: return left;
	case 1: return (long)(GC_get_heap_size() - GC_get_free_bytes());
	case 2: return (long)GC_get_heap_size();
	case 5: return collections;
	case 6: return nanoseconds / 1000;
	default: return 0;
	}
}

long weft_finalizer_add(void *object)
{
	struct entry *entry = GC_MALLOC_UNCOLLECTABLE(sizeof *entry);
	if (entry == NULL)
		return 0;
	*entry = (struct entry){.object = GC_HIDE_POINTER(object), .older = newest, .made = ++made_count};
	*(newest != NULL ? &newest->newer : &oldest) = entry;
	newest = entry;
	GC_REGISTER_FINALIZER_NO_ORDER(object, take, entry, NULL, NULL);
	return 1;
}

/* Those without a rank last, the oldest of them first in line. */
static int later_first(const void *x, const void *y)
{
	const struct entry *a = *(struct entry *const *)x, *b = *(struct entry *const *)y;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->made < b->made ? 1 : -1;
}

static void invoke(void)
{
	GC_invoke_finalizers();
	if (waiting_count != 0)
		qsort(waiting, (unsigned long)waiting_count, sizeof(struct entry *), later_first);
}

void *weft_finalizer_next(void)
{
	if (weft_finalizers_waiting)
		invoke();
	weft_finalizers_waiting = waiting_count != 0;
	if (waiting_count == 0)
		return NULL;
	struct entry *entry = waiting[--waiting_count];
	void *object = (void *)entry->object;
	GC_FREE(entry);
	return object;
}

long weft_finalizers_rest(void)
{
	GC_finalize_all();
	invoke();
	weft_finalizers_waiting = waiting_count != 0;
	return waiting_count != 0;
}

/* References are in our own static data; in that of libgc there are stale ones. */
static int GC_CALLBACK has_roots(const char *library, void *start, size_t size)
{
	(void)library;
	return (unsigned long)weft_boehm_cells - (unsigned long)start < size;
}

long weft_weak_next_cleared(void)
{
	static unsigned long looked;
	unsigned long now = GC_get_gc_no();
	weft_finalizers_waiting = waiting_count != 0 || GC_should_invoke_finalizers();
	if (looked == now)
		return 0;
	looked = now;
	return -1;
}

void weft_gc_start(void)
{
	GC_set_all_interior_pointers(0); /* only frames have such, and there libgc knows them anyway */
	GC_register_has_static_roots_callback(has_roots);
	GC_INIT();
	GC_exclude_static_roots(weft_traceback_data.start, weft_traceback_data.end);
	GC_set_warn_proc(GC_ignore_warn_proc);
	GC_set_start_callback(drop_cells);
	GC_set_on_collection_event(on_event);
	GC_set_java_finalization(1);
	GC_set_finalize_on_demand(1);
	GC_set_finalizer_notifier(finalizers_due);
	long limit = weft_memory_setting("WEFT_GC_MAX");
	if (limit > 0)
		GC_set_max_heap_size((unsigned long)limit);
}
