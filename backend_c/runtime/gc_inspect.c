/* Looking at the heap: the census by type and, with WEFT_LLDEBUG, what the checker of the heap needs.
   See `Inspection` of `weft.gc.words`. */
#include <signal.h>

#include "runtime.h"

/* Addresses that were seen: a set with open addressing, and those that wait, as a stack. Neither is in the heap. */
static long *seen, *waiting;
static unsigned long seen_size, seen_count, waiting_size, waiting_count;

static void *more(void *old, unsigned long count)
{
	void *made = realloc(old, count * sizeof(long));
	if (made == NULL)
		weft_fatal("there is no memory to look at the heap");
	return made;
}

void weft_inspect_start(void)
{
	if (seen == NULL) {
		seen_size = 1 << 12;
		seen = more(NULL, seen_size);
	}
	memset(seen, 0, seen_size * sizeof(long));
	seen_count = waiting_count = 0;
}

static bool insert(long address)
{
	unsigned long mask = seen_size - 1, index = ((unsigned long)address * 0x9e3779b97f4a7c15UL >> 20) & mask;
	while (seen[index] != 0) {
		if (seen[index] == address)
			return false;
		index = (index + 1) & mask;
	}
	seen[index] = address;
	return true;
}

static void grow_seen(void)
{
	long *old = seen;
	unsigned long old_size = seen_size;
	seen_size *= 2;
	seen = more(NULL, seen_size);
	memset(seen, 0, seen_size * sizeof(long));
	for (unsigned long i = 0; i < old_size; i++)
		if (old[i] != 0)
			insert(old[i]);
	free(old);
}

long weft_inspect_add(long address)
{
	if (!insert(address))
		return 0;
	if (++seen_count > seen_size / 2)
		grow_seen();
	if (waiting_count == waiting_size) {
		waiting_size = waiting_size != 0 ? 2 * waiting_size : 1 << 12;
		waiting = more(waiting, waiting_size);
	}
	waiting[waiting_count++] = address;
	return 1;
}

long weft_inspect_next(void)
{
	return waiting_count != 0 ? waiting[--waiting_count] : 0;
}

/* The census: WEFT_CENSUS=FILE (- is stderr) wants one at every SIGUSR1, as soon as memory is allocated. */
struct tally {
	long count, bytes;
	const char *name;
};
static struct tally *tallies;
static volatile sig_atomic_t census_wanted;
static const char *census_title = "heap census";

static void want_census(int number)
{
	(void)number;
	census_wanted = 1;
	weft_limit = NULL; /* the next allocation asks the collector */
}

void weft_census_listen(void)
{
	const char *name = getenv("WEFT_CENSUS");
	if (name == NULL || *name == '\0')
		return;
	struct sigaction action = {.sa_handler = want_census, .sa_flags = SA_RESTART};
	sigemptyset(&action.sa_mask);
	sigaction(SIGUSR1, &action, NULL);
}

long weft_census_asked(void)
{
	if (likely(!census_wanted))
		return 0;
	census_wanted = 0;
	weft_set_limit((long)weft_bump_end);
	return 1;
}

/* A census that only adds up sizes, for counted objects: see `check_leaks`. */
static bool looks_for_leaks;
#ifdef WEFT_COUNTS
static long reached_bytes, spare_bytes;
#endif

void weft_census_count(long type, long size)
{
	if (tallies == NULL) {
		tallies = calloc((unsigned long)weft_types_size / 8, sizeof *tallies);
		if (tallies == NULL)
			weft_fatal("there is no memory for a census");
	}
	struct tally *tally = &tallies[type / 8];
	tally->name = weft_type(type)->name;
	tally->count++;
	tally->bytes += size;
#ifdef WEFT_COUNTS
	bool small = size <= WEFT_SMALL_CELL;
	reached_bytes += size < WEFT_SMALLEST_CELL ? WEFT_SMALLEST_CELL : size;
	spare_bytes += small ? 0 : WEFT_SPARE_OF_PIECE;
#endif
}

static int larger_first(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;
	if (a->bytes != b->bytes)
		return a->bytes < b->bytes ? 1 : -1;
	return a->name == NULL || b->name == NULL ? 0 : strcmp(a->name, b->name);
}

void weft_census_end(void)
{
	if (looks_for_leaks) {
		free(tallies);
		tallies = NULL;
		return;
	}
	const char *path = getenv("WEFT_CENSUS");
	FILE *file = path == NULL || *path == '\0' || strcmp(path, "-") == 0 ? stderr : fopen(path, "ae");
	if (file == NULL)
		file = stderr;
	long objects = 0, bytes = 0, kinds = tallies != NULL ? weft_types_size / 8 : 0;
	for (long i = 0; i < kinds; i++) {
		objects += tallies[i].count;
		bytes += tallies[i].bytes;
	}
	fprintf(file, "%s: %ld objects, %ld bytes\n", census_title, objects, bytes);
	if (objects != 0) {
		fprintf(file, "%12s %14s  type\n", "objects", "bytes");
		qsort(tallies, (unsigned long)kinds, sizeof *tallies, larger_first);
		for (long i = 0; i < kinds && tallies[i].count != 0; i++)
			fprintf(file, "%12ld %14ld  %s\n", tallies[i].count, tallies[i].bytes, tallies[i].name);
	}
	free(tallies);
	tallies = NULL;
	if (file != stderr)
		fclose(file);
}

#ifdef WEFT_LLDEBUG
/* The areas that the collector has. */
static struct area {
	long start, end;
} *areas;
static unsigned long area_count, area_size;
extern const char __executable_start[], _end[]; /* from the linker */

void weft_area_note(long start, long size)
{
	if (area_count == area_size) {
		area_size = area_size != 0 ? 2 * area_size : 64;
		areas = more(areas, 2 * area_size);
	}
	unsigned long at = area_count++;
	for (; at != 0 && areas[at - 1].start > start; at--)
		areas[at] = areas[at - 1];
	areas[at] = (struct area){start, start + size};
}

void weft_area_forget(long start)
{
	unsigned long at = 0;
	while (at < area_count && areas[at].start != start)
		at++;
	if (at == area_count)
		weft_fatal("heap check: memory is given back that nobody had");
	area_count--;
	memmove(areas + at, areas + at + 1, (area_count - at) * sizeof *areas);
}

long weft_inspect_holds(long address, long size)
{
	if (address & 7 || size < 0)
		return 0;
	if (address >= (long)__executable_start && address + size <= (long)_end)
		return 1;
	unsigned long low = 0, high = area_count;
	while (low < high) {
		unsigned long middle = (low + high) / 2;
		if (areas[middle].start <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low != 0 && address + size <= areas[low - 1].end;
}

long weft_inspect_is_type(long type)
{
	long low = 0, high = weft_type_count;
	while (low < high) {
		long middle = (low + high) / 2;
		if (weft_type_ids[middle] == type)
			return 1;
		if (weft_type_ids[middle] < type)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* The order is that of `FAULTS` in `weft.gc.checker`. */
__attribute__((noreturn)) void weft_inspect_fail(long fault, long slot, long address)
{
	static const char *const faults[] = {
	    "",
	    "an address where no object can be",
	    "an object that was moved, or memory that was freed",
	    "memory that holds no object",
	    "an object that does not fit into its memory",
	    "the memory that a collection has emptied",
	    "an object that marking has missed",
	    "a young object, from an old one that was not remembered",
	    "an object whose count is less than the number of references to it",
	};
	fflush(stdout);
	fprintf(stderr, "heap check: the reference at %#lx leads to %s: %#lx\n", (unsigned long)slot, faults[fault],
	        (unsigned long)address);
	weft_fatal("the heap is not as it should be");
}

#ifdef WEFT_COUNTS
/* No local variable is left: what is in use must be what can be reached.  What objects take besides their size is at
   most as much as a cell has. */
static void check_leaks(void)
{
	weft_collector.collect();
	looks_for_leaks = true;
	reached_bytes = spare_bytes = 0;
	weft_collector.census();
	looks_for_leaks = false;
	long used = weft_collector.used_bytes();
	if (used >= reached_bytes && used <= reached_bytes + spare_bytes)
		return;
	fflush(stdout);
	fprintf(stderr, "heap check: %ld bytes are in use, but %ld to %ld can be reached\n", used, reached_bytes,
	        reached_bytes + spare_bytes);
	weft_fatal("the heap is not as it should be");
}
#endif

/* The program is done; WEFT_GC_LEAKS wants to know what is still alive. */
void weft_gc_finish(void)
{
	if (weft_roots_top != weft_roots_base)
		weft_fatal("heap check: the shadow stack is not empty at the end");
#ifdef WEFT_COUNTS
	check_leaks();
#endif
	if (getenv("WEFT_GC_LEAKS") == NULL)
		return;
	weft_collector.collect();
	census_title = "alive at the end";
	weft_collector.census();
}
#endif
