/* Collectors of our own: the free memory, the shadow stack, the tables of types and roots. */
#ifndef WEFT_GC_H
#define WEFT_GC_H

#include "weft.h"

struct weft_type_info {
	unsigned int fixed_size, item_size, length_offset, reference_count;
	long references, item_references;
	const unsigned int *reference_offsets;
	const char *name;
	long layout, in_cycles; /* `Types.layout` and `Types.in_cycles` of weft.gc.words */
};
#define WEFT_LAYOUT(type, references) (sizeof(type) <= 48 * 8 ? (long)sizeof(type) << 48 | (references) : 0)
#define WEFT_LAYOUT_BIT(offset) (1L << ((47 - (long)(offset) / 8) & 63))
/* A type id is an offset in the block of types; the class table follows the `struct weft_type_info` there.
   Numbers below 64 are the collectors'. */
struct weft_types;
extern const unsigned int weft_type_ids[]; /* increasing */
extern const long weft_type_count, weft_types_size;
extern struct weft_types weft_types __attribute__((visibility("hidden")));
#define WEFT_TYPE(member) offsetof(struct weft_types, member)
#define weft_type(id) ((const struct weft_type_info *)((const char *)&weft_types + (id)))

static inline struct class_table *weft_class_of(const void *instance)
{
	return (struct class_table *)((char *)&weft_types + sizeof(struct weft_type_info) + *(const unsigned int *)instance);
}

extern void **const weft_static_roots[];
extern const long weft_static_root_count;
extern void *const weft_prebuilt_roots[];
extern const long weft_prebuilt_root_count;

/* The translated collector. */
struct weft_collector {
	long (*start)(void);
	long (*allocate)(long type, long size);
	long (*collect)(void);
	void (*remember)(long address);
	void (*remember_item)(long address, long slot);
	void (*add_weak)(long address, long target);
	long (*next_cleared)(void);
	long (*add_finalizer)(long address);
	long (*next_finalizer)(void);
	long (*finalize_rest)(void);
	/* Of one that counts references: */
	void (*release)(long address);
	void (*candidate)(long address);
	long (*used_bytes)(void);
	void (*census)(void);
};
extern const struct weft_collector weft_collector;
extern const char weft_collector_name[];

struct weft_settings {
	long maximum, minimum, nursery, increment, stress;
};
extern struct weft_settings weft_settings;

/* Where the next object goes, and the top of the shadow stack: in registers, where the compiler can promise that
   nobody else uses them. A shared library must not. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(WEFT_SANITIZE) && \
    !defined(WEFT_ROOTS_GLOBAL) && (!defined(__PIC__) || defined(__PIE__))
#define WEFT_REGISTERS
register void **weft_roots_top __asm__("r15");
register char *weft_free __asm__("r14");
/* Written like this because gcc merges and hoists additions, which costs more than it saves. */
#define WEFT_ROOTS_MOVE(slots) __asm__ volatile("add %1, %0" : "+r"(weft_roots_top) : "i"((slots) * 8) : "cc")
#else
extern void **weft_roots_top;
extern char *weft_free;
#define WEFT_ROOTS_MOVE(slots) (weft_roots_top += (slots))
#endif
extern void **weft_roots_base;
/* `weft_limit` is that of the quick allocations: 0 if all shall go the slow way. */
extern char *weft_limit, *weft_bump_end;

static inline void weft_set_limit(long end)
{
	weft_bump_end = (char *)end;
	weft_limit = weft_settings.stress ? NULL : weft_bump_end;
}

#ifdef WEFT_COUNTS
#include "gc_counts.h"
#else
/* `LARGE_SIZE` of large_objects.py: from so many bytes on, objects get areas of their own. */
#define WEFT_LARGE (1UL << 16)

/* An object with its header, otherwise zero; NULL if the collector has to be asked. */
static inline void *weft_new(unsigned long size, unsigned long header)
{
	char *start = weft_free;
	if (unlikely(weft_limit - start < (long)size))
		return NULL;
	weft_free = start + size;
	*(unsigned long *)(void *)start = header;
	memset(start + sizeof header, 0, size - sizeof header);
	return start;
}

static inline void *weft_new_items(long length, unsigned long base, unsigned long item, unsigned long size_at,
                                   unsigned long header, bool clear)
{
	char *start = weft_free;
	if (unlikely((unsigned long)length > WEFT_LARGE / item))
		return NULL;
	unsigned long size = (base + (unsigned long)length * item + 7) & ~7UL;
	if (unlikely(weft_limit - start < (long)size))
		return NULL;
	weft_free = start + size;
	*(unsigned long *)(void *)start = header;
	memset(start + sizeof header, 0, clear ? size - sizeof header : base - sizeof header);
	*(long *)(void *)(start + size_at) = length;
	return start;
}
#endif

#define WEFT_NEW_ITEMS(type, items, length, header, clear) \
	weft_new_items(length, offsetof(type, items), sizeof(((type *)0)->items[0]), offsetof(type, size), header, clear)

/* Before a reference is stored into an object: old ones are remembered (`TRACKED` of `weft.gc.header`). */
static inline void weft_barrier(void *object)
{
	if (unlikely(*(unsigned long *)object & 1UL << 33))
		weft_collector.remember((long)object);
}

#ifdef WEFT_COUNTS
#define WEFT_OBJECTS_MOVE 0
#else
#define WEFT_OBJECTS_MOVE 1 /* with most managers */
#endif

/* A weak link is one of the words of an object that the collector does not trace. */
#define weft_weak_set(link, target) weft_collector.add_weak((long)(link), (long)(target))

static inline void *weft_weak_get(void *link)
{
	return ((void **)link)[1];
}

#define weft_weak_next_cleared() weft_collector.next_cleared()

extern long weft_finalizers_waiting;
#define weft_finalizer_add(object) weft_collector.add_finalizer((long)(object))
#define weft_finalizer_next() ((void *)weft_collector.next_finalizer())
#define weft_finalizers_rest() weft_collector.finalize_rest()

#define weft_gc_collect() ((void)weft_collector.collect())

/* The same if it is stored into an item of the object. */
static inline void weft_barrier_item(void *object, void *slot)
{
	if (unlikely(*(unsigned long *)object & 1UL << 33))
		weft_collector.remember_item((long)object, (long)slot);
}

void *weft_gc_alloc(unsigned long size, long type);
long weft_area_reserve(long size);
long weft_area_reserve_dirty(long size);
void weft_area_release(long address, long size);

/* Most objects are small: a call would cost more than the copy. */
static inline void weft_words_copy(long source, long target, long size)
{
	const long *from = (const long *)source;
	long *to = (long *)target;
	switch (size >> 3) {
	case 6: to[5] = from[5]; /* fall through */
	case 5: to[4] = from[4]; /* fall through */
	case 4: to[3] = from[3]; /* fall through */
	case 3: to[2] = from[2]; /* fall through */
	case 2: to[1] = from[1]; /* fall through */
	case 1: to[0] = from[0]; break;
	default: memcpy(to, from, (unsigned long)size);
	}
}

static inline void weft_words_clear(long address, long size)
{
	memset((void *)address, 0, (unsigned long)size);
}

#ifdef WEFT_LLDEBUG
#define WEFT_POISONS true
#else
#define WEFT_POISONS false
#endif

static inline void weft_words_forget(long address, long size)
{
	if (WEFT_POISONS || unlikely(weft_settings.stress))
		memset((void *)address, 0xdb, (unsigned long)size);
}

/* Collections are told of: see `Log` of `weft.gc.words`. */
void weft_log_begin(long reason, long used);
void weft_log_end(long kind, long used, long heap);
long weft_log_statistic(long which);

/* Looking at the heap: see `Inspection` of `weft.gc.words`. */
void weft_inspect_start(void);
long weft_inspect_add(long address);
long weft_inspect_next(void);
void weft_census_listen(void);
long weft_census_asked(void);
void weft_census_count(long type, long size);
void weft_census_end(void);
#ifdef WEFT_LLDEBUG
long weft_inspect_holds(long address, long size);
long weft_inspect_is_type(long type);
__attribute__((noreturn)) void weft_inspect_fail(long fault, long slot, long address);
void weft_area_note(long start, long size);
void weft_area_forget(long start);
void weft_gc_finish(void);
#define WEFT_GC_FINISH() weft_gc_finish()
#endif

/* The run-time lets go of a reference that it was given. */
#ifdef WEFT_COUNTS
#define WEFT_DROP(object) weft_count_down((void *)(object))
#else
#define WEFT_DROP(object) ((void)0)
#endif

/* Instances of raw classes: see gc_raw.c. */
#include <stdlib.h>
#define WEFT_HAS_HEADERS
extern void ***weft_raw_roots;
extern long weft_raw_root_count;

static inline long weft_static_root(long index)
{
	return (long)(index < weft_static_root_count ? weft_static_roots[index]
	                                             : weft_raw_roots[index - weft_static_root_count]);
}

void *weft_raw_new(unsigned long size, unsigned long header, bool has_roots);
void weft_raw_free(void *instance);
void weft_raw_check(void *instance);

/* A local variable of the run-time is a root between the two, which nest. */
#define WEFT_KEEP(object) (*weft_roots_top++ = (object))
#define WEFT_TAKE(variable) (variable = *--weft_roots_top)

#endif
