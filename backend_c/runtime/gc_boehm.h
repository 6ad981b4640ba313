/* Memory manager `boehm`: libgc. */
#ifndef WEFT_GC_H
#define WEFT_GC_H

#include <gc.h>

#include <stdio.h>

#include "weft.h"

/* Atomic: memory without references, which libgc neither scans nor clears. */
enum weft_boehm_kind { WEFT_ATOMIC, WEFT_TRACED, WEFT_UNINITIALISED };
void *weft_boehm_more(unsigned long size, bool traced);

/* Lists of free cells, by size: of memory that is traced they are clear but for their first word. They are dropped
   when libgc collects, so that it finds the cells dead. */
enum { WEFT_GRANULE = 16, WEFT_GRANULES = 32 };
extern void **weft_boehm_cells[2][WEFT_GRANULES + 1];

static inline void *weft_boehm_cell(unsigned long size, bool traced)
{
	unsigned long granules = (size + WEFT_GRANULE - 1) / WEFT_GRANULE;
	if (unlikely(granules > WEFT_GRANULES))
		return weft_boehm_more(size, traced);
	void **cell = weft_boehm_cells[traced][granules];
	if (unlikely(cell == NULL))
		return weft_boehm_more(size, traced);
	weft_boehm_cells[traced][granules] = *cell;
	*cell = NULL;
	return cell;
}

static inline void *weft_boehm_atomic(unsigned long size)
{
	void *start = weft_boehm_cell(size, false);
	return start != NULL ? memset(start, 0, size) : NULL;
}

#define weft_boehm_traced(size) weft_boehm_cell(size, true)

/* One byte more than needed: a reference to the end of an array has to keep it. */
static inline void *weft_boehm_varsize(long length, unsigned long base, unsigned long item, unsigned long size_at,
                                       enum weft_boehm_kind kind)
{
	if (unlikely((unsigned long)length > (WEFT_LARGEST - base - 1) / item))
		return NULL;
	unsigned long size = base + (unsigned long)length * item;
	char *start = weft_boehm_cell(size + 1, kind == WEFT_TRACED);
	if (unlikely(start == NULL))
		return NULL;
	if (kind != WEFT_TRACED)
		memset(start, 0, kind == WEFT_ATOMIC ? size : base);
	*(long *)(void *)(start + size_at) = length;
	return start;
}

#define WEFT_BOEHM_ANY(type, items, length, kind) \
	weft_boehm_varsize(length, offsetof(type, items), sizeof(((type *)0)->items[0]), offsetof(type, size), kind)
#define WEFT_BOEHM_VARSIZE(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_TRACED)
#define WEFT_BOEHM_VARSIZE_ATOMIC(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_ATOMIC)
#define WEFT_BOEHM_VARSIZE_UNINIT(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_UNINITIALISED)

#define weft_gc_alloc(size, type) weft_boehm_traced(size)

#define WEFT_OBJECTS_MOVE 0

/* Inverted, so that a stored hash does not keep the object alive. */
static inline long weft_identity_hash(const void *object)
{
	return ~(long)object;
}

/* Links are atomic: libgc does not look into them, but it clears them, and does not tell which: `weak_next_cleared`
   gives -1 once after each collection. */
extern bool weft_boehm_watches;
long weft_weak_next_cleared(void);

static inline void weft_weak_set(void *link, void *target)
{
	*(void **)link = target;
	if (((long *)link)[2] != 0) /* its number */
		weft_boehm_watches = true;
	if (GC_base(target) != NULL)
		GC_GENERAL_REGISTER_DISAPPEARING_LINK((void **)link, target);
}

static inline void *weft_weak_get(void *link)
{
	return *(void **)link;
}

extern long weft_finalizers_waiting;
long weft_finalizer_add(void *object);
void *weft_finalizer_next(void);
long weft_finalizers_rest(void);

void weft_gc_collect(void);
long weft_gc_statistic(long which);
#define weft_gc_collect_part(start) ((void)(start), weft_gc_collect(), 1L)
#define weft_gc_can_move(object) ((void)(object), 0L)
#define weft_gc_census() fputs("heap census: objects have no types with --gc boehm\n", stderr)

/* Prebuilt objects have no size that libgc knows. */
static inline long weft_gc_object_size(void *object)
{
	void *base = ((long)object & 1) == 0 ? GC_base(object) : NULL;
	return base != NULL ? (long)GC_size(base) : -1;
}

/* Instances of raw classes: see gc_raw.c. */
#include <stdlib.h>
#define WEFT_RAW_MEMORY(size, has_roots) ((has_roots) ? GC_MALLOC_UNCOLLECTABLE(size) : calloc(1, size))
#define WEFT_RAW_RELEASE(memory) (GC_base(memory) != NULL ? GC_FREE(memory) : free(memory))
void *weft_raw_new(unsigned long size, unsigned long header, bool has_roots);
void weft_raw_free(void *instance);
void weft_raw_check(void *instance);

#define WEFT_KEEP(object) ((void)0)
#define WEFT_DROP(object) ((void)0)
#define WEFT_TAKE(variable) ((void)0)

#define weft_class_of(instance) ((instance)->cls)

#endif
