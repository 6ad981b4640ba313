/* Memory manager `none`: bump allocation from big chunks that are never given back. */
#ifndef WEFT_GC_H
#define WEFT_GC_H

#include <stdio.h>

#include "weft.h"

struct weft_bump_state {
	char *next;
	char *end;
};
extern struct weft_bump_state weft_heap;
WEFT_COLD void *weft_bump_slow(unsigned long size);

/* Zeroed memory, or NULL. */
static inline void *weft_bump(unsigned long size)
{
#ifdef WEFT_SANITIZE
	return weft_bump_slow(size); /* each object apart, so that an access beyond its end is noticed */
#else
	size = (size + 7) & ~7UL;
	char *start = weft_heap.next;
	if (unlikely(size > (unsigned long)(weft_heap.end - start)))
		return weft_bump_slow(size);
	if (start == NULL)
		__builtin_unreachable();
	weft_heap.next = start + size;
	return start;
#endif
}

static inline void *weft_bump_varsize(long length, unsigned long base, unsigned long item, unsigned long size_at)
{
	if (unlikely((unsigned long)length > (WEFT_LARGEST - base) / item))
		return NULL;
	char *start = weft_bump(base + (unsigned long)length * item);
	if (likely(start != NULL))
		*(long *)(void *)(start + size_at) = length;
	return start;
}

#define WEFT_BUMP_VARSIZE(type, items, length) \
	weft_bump_varsize(length, offsetof(type, items), sizeof(((type *)0)->items[0]), offsetof(type, size))

#define weft_gc_alloc(size, type) weft_bump(size)

static inline long weft_identity_hash(const void *object)
{
	return (long)((unsigned long)object >> 3);
}

static inline void weft_weak_set(void *link, void *target)
{
	*(void **)link = target;
}

static inline void *weft_weak_get(void *link)
{
	return *(void **)link;
}

#define WEFT_OBJECTS_MOVE 0

/* Nothing ever dies. */
#define weft_weak_next_cleared() 0L
#define weft_finalizer_add(object) ((void)(object), 1L)
#define weft_finalizer_next() NULL
#define weft_finalizers_waiting 0L
#define weft_finalizers_rest() 0L
#define weft_gc_collect() ((void)0)
#define weft_gc_collect_part(start) ((void)(start), 1L)
#define weft_gc_can_move(object) ((void)(object), 0L)
#define weft_gc_object_size(object) ((void)(object), -1L)
long weft_gc_statistic(long which);
#define weft_gc_census() fputs("heap census: objects have no types with --gc none\n", stderr)

/* Instances of raw classes: see gc_raw.c. */
#include <stdlib.h>
#define WEFT_RAW_MEMORY(size, has_roots) calloc(1, size)
#define WEFT_RAW_RELEASE(memory) free(memory)
void *weft_raw_new(unsigned long size, unsigned long header, bool has_roots);
void weft_raw_free(void *instance);
void weft_raw_check(void *instance);

#define WEFT_KEEP(object) ((void)0)
#define WEFT_DROP(object) ((void)0)
#define WEFT_TAKE(variable) ((void)0)

#define weft_class_of(instance) ((instance)->cls)

#endif
