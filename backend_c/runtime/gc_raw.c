/* Instances of classes with `_alloc_flavor_ = "raw"`: outside of the heap, freed by the program (`weft.rlib.rgc.free`).
   To a collector of our own they look like parts of the executable; where they may refer to objects of the heap, the
   words that do are static variables to it. There may be references to what was freed, which nobody follows but whose
   header a collector reads: the memory is used again for such instances only. */
#include <stdlib.h>

#include "runtime.h"

/* In front of every instance. */
struct raw {
	unsigned long size;
	long roots, count; /* the first of its words among the roots, and how many there are */
	struct raw *older, *newer;
	long freed;
};
#ifdef WEFT_LLDEBUG
static struct raw *newest_raw;
#endif

#ifdef WEFT_HAS_HEADERS
enum { RAW_SIZES = 64 };
static void *no_root;
static long *vacant_roots_after, vacant_roots[RAW_SIZES], raw_root_room;
void ***weft_raw_roots;
long weft_raw_root_count;

/* A range of so many roots; -1: no memory. Vacant ranges are kept by their length, as index + 1. */
static long take_root_range(long count)
{
	long found = count < RAW_SIZES ? vacant_roots[count] : 0;
	if (found != 0) {
		vacant_roots[count] = vacant_roots_after[found - 1];
		return found - 1;
	}
	if (weft_raw_root_count + count > raw_root_room) {
		long size = 2 * (weft_raw_root_count + count);
		void ***roots = realloc(weft_raw_roots, (unsigned long)size * sizeof *roots);
		weft_raw_roots = roots != NULL ? roots : weft_raw_roots;
		long *after = roots != NULL ? realloc(vacant_roots_after, (unsigned long)size * sizeof *after) : NULL;
		if (after == NULL)
			return -1;
		vacant_roots_after = after;
		raw_root_room = size;
	}
	weft_raw_root_count += count;
	return weft_raw_root_count - count;
}

static bool add_raw_roots(struct raw *raw, long type)
{
	const struct weft_type_info *info = weft_type(type);
	raw->count = info->reference_count;
	if (raw->count == 0)
		return true;
	raw->roots = take_root_range(raw->count);
	if (raw->roots < 0)
		return false;
	char *start = (char *)(raw + 1);
	unsigned long bits = (unsigned long)info->references;
	for (long i = 0; i < raw->count; i++) {
		unsigned long offset = info->references < 0 ? info->reference_offsets[i]
		                                            : 8UL * (unsigned long)__builtin_ctzl(bits);
		weft_raw_roots[raw->roots + i] = (void **)(void *)(start + offset);
		bits &= bits - 1;
	}
	return true;
}

static void drop_raw_roots(struct raw *raw)
{
	if (raw->count == 0)
		return;
	for (long i = 0; i < raw->count; i++) {
#ifdef WEFT_COUNTS
		void **slot = weft_raw_roots[raw->roots + i], *old = *slot;
		*slot = NULL;
		weft_count_down(old);
#endif
		weft_raw_roots[raw->roots + i] = &no_root;
	}
	if (raw->count < RAW_SIZES) {
		vacant_roots_after[raw->roots] = vacant_roots[raw->count];
		vacant_roots[raw->count] = raw->roots + 1;
	}
}
#else
static bool add_raw_roots(struct raw *raw, long type)
{
	(void)raw, (void)type;
	return true;
}

static void drop_raw_roots(struct raw *raw)
{
	(void)raw;
}
#endif

/* Memory for an instance, all zero. */
#ifdef WEFT_HAS_HEADERS
static struct raw *vacant_raw[RAW_SIZES]; /* by size in granules of 16 bytes; the first one is for the large */

static struct raw *raw_memory(unsigned long size, bool has_roots)
{
	unsigned long granules = (size + 15) / 16;
	struct raw **place = &vacant_raw[granules < RAW_SIZES ? granules : 0];
	while (*place != NULL && (*place)->size != size && granules >= RAW_SIZES)
		place = &(*place)->older;
	struct raw *found = *place;
	(void)has_roots;
	if (found == NULL)
		return calloc(1, granules * 16);
	*place = found->older;
	return memset(found, 0, size);
}

static void raw_release(struct raw *raw)
{
	unsigned long size = sizeof *raw + raw->size, granules = (size + 15) / 16;
	struct raw **place = &vacant_raw[granules < RAW_SIZES ? granules : 0];
	raw->size = size;
	raw->older = *place;
	*place = raw;
}
#else
static struct raw *raw_memory(unsigned long size, bool has_roots)
{
	(void)has_roots;
	return WEFT_RAW_MEMORY(size, has_roots);
}

static void raw_release(struct raw *raw)
{
	WEFT_RAW_RELEASE(raw);
}
#endif

/* Part of the executable; a shared library does not know. */
static bool is_static(const void *instance)
{
	extern const char __executable_start[] __attribute__((weak)), _end[] __attribute__((weak));
	return (const char *)instance >= __executable_start && (const char *)instance < _end;
}

#ifdef WEFT_LLDEBUG
static void report_raw(const char *what, void *instance)
{
	struct str *name = weft_class_of((struct object *)instance)->name;
	fprintf(stderr, "raw memory: %s: %.*s\n", what, (int)name->size, (const char *)name->data);
}

static void report_raw_leaks(void)
{
	for (struct raw *raw = newest_raw; raw != NULL; raw = raw->older)
		if (!raw->freed)
			report_raw("never freed", raw + 1);
}
#endif

void *weft_raw_new(unsigned long size, unsigned long header, bool has_roots)
{
	struct raw *raw = raw_memory(sizeof *raw + size, has_roots);
	if (raw == NULL)
		return NULL;
	raw->size = size;
#ifdef WEFT_HAS_HEADERS
	*(unsigned long *)(raw + 1) = header | 1UL << 35; /* `PREBUILT` of `weft.gc.header` */
#endif
	if (has_roots && !add_raw_roots(raw, (long)header)) {
		raw_release(raw);
		return NULL;
	}
#ifdef WEFT_LLDEBUG
	if (newest_raw == NULL)
		atexit(report_raw_leaks);
	raw->older = newest_raw;
	newest_raw = raw;
#ifdef WEFT_HAS_HEADERS
	weft_area_note((long)raw, (long)(sizeof *raw + size));
#endif
#endif
	return raw + 1;
}

/* With WEFT_LLDEBUG the memory is kept, so that one can tell who uses it. */
void weft_raw_free(void *instance)
{
	struct raw *raw = (struct raw *)instance - 1;
	if (instance == NULL)
		return;
	if (is_static(instance))
		weft_fatal("an instance that was made at translation time cannot be freed");
#ifdef WEFT_LLDEBUG
	weft_raw_check(instance);
	drop_raw_roots(raw);
	raw->freed = 1;
#else
	drop_raw_roots(raw);
	raw_release(raw);
#endif
}

#ifdef WEFT_LLDEBUG
/* An instance of a raw class is used. */
void weft_raw_check(void *instance)
{
	const struct raw *raw = (const struct raw *)instance - 1;
	if (instance == NULL || is_static(instance) || !raw->freed)
		return;
	fflush(stdout);
	report_raw("used after it was freed", instance);
	weft_fatal("the program uses memory that it has freed");
}
#endif
