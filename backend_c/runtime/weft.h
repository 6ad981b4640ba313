/* What generated code and the hand-written run-time share: exceptions, tracebacks, checks, arithmetic. */
#ifndef WEFT_H
#define WEFT_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "weft_layout.h"

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define WEFT_COLD __attribute__((noinline, cold))

/* The one word tested after calls that can raise: the pending exception, or NULL. Stack unwinding will share it
   by a reserved value, so that the test after a call stays one compare. */
struct weft_exception_state {
	struct BaseException *pending;
};
extern struct weft_exception_state weft_exc;

static inline struct BaseException *weft_exc_take(void)
{
	struct BaseException *exception = weft_exc.pending;
	weft_exc.pending = NULL;
	return exception;
}

/* A new exception becomes pending unless making it has failed: then another one is pending. */
static inline void weft_exc_set_new(struct BaseException *exception)
{
	if (weft_exc.pending == NULL)
		weft_exc.pending = exception;
}

/* Tracebacks: one static record per source line that an exception may leave or pass through. */
struct weft_location {
	const char *file;
	const char *function;
	long line;
};
extern const struct weft_location weft_locations[];
void weft_traceback_add(struct BaseException *exception, const struct weft_location *location);
void weft_traceback_start(struct BaseException *exception, const struct weft_location *location);
void weft_traceback_print(struct BaseException *exception);
void weft_uncaught(struct BaseException *exception);

/* The lowest stack address that Python code may use; what is below belongs to handling the overflow. */
extern char *weft_stack_limit;
/* Provided by generated code: where execution begins. */
long weft_entry(void);

long weft_stack_windows(void);
bool weft_stack_has_room(long held);
#if defined(WEFT_STACKLESS) && defined(WEFT_LLDEBUG)
bool weft_stack_exhausted(void);
#else
static inline bool weft_stack_exhausted(void) { return (char *)__builtin_frame_address(0) < weft_stack_limit; }
#endif

__attribute__((noreturn)) WEFT_COLD void weft_fatal(const char *message);
#define weft_unreachable() weft_fatal("code that the translator took to be unreachable was reached")
#define weft_null() (weft_fatal("None was used where the translator had excluded it"), (void *)NULL)

static inline void weft_keepalive(const void *object) { __asm__ volatile("" : : "r"(object)); }

/* What the memory manager calls the types of strings and bytes. */
extern const long weft_str_type, weft_bytes_type;

#define WEFT_LARGEST 0x7fffffff0000UL

/* Memory that is not collected. */
static inline void *weft_raw_varsize(long length, unsigned long base, unsigned long item, unsigned long size_at)
{
	if (unlikely((unsigned long)length > (WEFT_LARGEST - base) / item))
		return NULL;
	char *start = calloc(1, base + (unsigned long)length * item);
	if (start != NULL)
		*(long *)(void *)(start + size_at) = length;
	return start;
}

#define WEFT_RAW_VARSIZE(type, items, length) \
	weft_raw_varsize(length, offsetof(type, items), sizeof(((type *)0)->items[0]), offsetof(type, size))

static inline bool weft_is_subclass(const struct class_table *x, const struct class_table *y)
{
	return x->subclass_id >= y->subclass_id && x->subclass_id < y->subclass_end;
}

/* Of items inside objects, whose size the compiler cannot know. */
static inline void weft_move(void *to, const void *from, unsigned long size)
{
	memmove(to, from, size);
}

static inline void weft_fill_bytes(void *to, int value, unsigned long count)
{
	memset(to, value, count);
}

/* Eight stores in a row become vectors where a loop of single ones would not. */
#define WEFT_FILL(first, value, count) \
	do { \
		__typeof__(*(first)) *weft_to = (first), weft_value = (value); \
		long weft_count = (count); \
		for (; weft_count >= 8; weft_count -= 8, weft_to += 8) \
			weft_to[0] = weft_to[1] = weft_to[2] = weft_to[3] = weft_to[4] = weft_to[5] = weft_to[6] = weft_to[7] = \
				weft_value; \
		for (; weft_count > 0; weft_count--) \
			*weft_to++ = weft_value; \
	} while (0)

static inline long weft_compare(const void *x, const void *y, unsigned long size)
{
	return memcmp(x, y, size);
}

/* Python's floor division and modulo, for y != 0 and no overflow (min // -1 wraps). */
static inline long weft_int_floordiv(long x, long y)
{
	if (__builtin_constant_p(y) && y > 0)
		return x >= 0 ? (long)((unsigned long)x / (unsigned long)y) : ~(long)((unsigned long)~x / (unsigned long)y);
	if (unlikely(y == -1))
		return (long)(0UL - (unsigned long)x);
	long quotient = x / y;
	return quotient - ((quotient * y != x) & ((x ^ y) < 0));
}

static inline long weft_int_mod(long x, long y)
{
	if (__builtin_constant_p(y) && y > 0) {
		if ((y & (y - 1)) == 0)
			return x & (y - 1);
		long rest = x % y;
		return rest < 0 ? rest + y : rest;
	}
	if (unlikely(y == -1))
		return 0;
	long rest = x % y;
	return rest != 0 && (rest ^ y) < 0 ? rest + y : rest;
}

/* An index that may count from the end; the bounds check that follows is decided here for the usual ones. */
static inline long weft_wrap_index(long index, long size)
{
	return likely((unsigned long)index < (unsigned long)size) ? index : (long)((unsigned long)index + (unsigned long)size);
}

static inline long weft_int_abs(long x) { return x < 0 ? (long)(0UL - (unsigned long)x) : x; }

union weft_word { double x; long bits; };
static inline long weft_float_to_bits(double x) { return (union weft_word){.x = x}.bits; }
static inline double weft_float_from_bits(long bits) { return (union weft_word){.bits = bits}.x; }

#endif
