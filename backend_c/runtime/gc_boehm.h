/* Memory manager `boehm`: libgc. */
#ifndef WEFT_GC_H
#define WEFT_GC_H

#include <gc.h>

#include "weft.h"

enum weft_boehm_kind { WEFT_TRACED, WEFT_ATOMIC, WEFT_UNINITIALISED };
void *weft_boehm_varsize(long length, unsigned long base, unsigned long item, unsigned long size_at,
                         enum weft_boehm_kind kind);

static inline void *weft_boehm_atomic(unsigned long size)
{
	void *start = GC_MALLOC_ATOMIC(size);
	return start != NULL ? memset(start, 0, size) : NULL;
}

#define WEFT_BOEHM_ANY(type, items, length, kind) \
	weft_boehm_varsize(length, offsetof(type, items), sizeof(((type *)0)->items[0]), offsetof(type, size), kind)
#define WEFT_BOEHM_VARSIZE(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_TRACED)
#define WEFT_BOEHM_VARSIZE_ATOMIC(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_ATOMIC)
#define WEFT_BOEHM_VARSIZE_UNINIT(type, items, length) WEFT_BOEHM_ANY(type, items, length, WEFT_UNINITIALISED)

#define weft_gc_alloc(size, type) GC_MALLOC(size)

/* Inverted, so that a stored hash does not keep the object alive. */
static inline long weft_identity_hash(const void *object)
{
	return ~(long)object;
}

/* Links are atomic: libgc does not look into them, but it clears them. */
static inline void weft_weak_set(void *link, void *target)
{
	*(void **)link = target;
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

#define weft_gc_collect() GC_gcollect()

#define WEFT_KEEP(object) ((void)0)
#define WEFT_TAKE(variable) ((void)0)

#define weft_class_of(instance) ((instance)->cls)

#endif
