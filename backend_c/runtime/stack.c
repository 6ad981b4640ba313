/* How much of C's stack the program uses, and what happens beyond. */
#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime.h"

#define STACK_MARGIN (256UL << 10)
#define LARGEST_STACK (1UL << 30)
/* What a program uses before it saves its stack in the heap, if it can do that: so much stays in the cache. */
#define STACK_WINDOW (768L << 10)

char *weft_stack_limit;

/* Find out how far the stack may grow; 1/share of it is left alone: callers may have used it already. */
void weft_set_stack_limit(unsigned long share)
{
	struct rlimit limit;
	unsigned long size = 8UL << 20;
	if (getrlimit(RLIMIT_STACK, &limit) == 0)
		size = limit.rlim_cur < LARGEST_STACK ? limit.rlim_cur : LARGEST_STACK;
	size -= size > 4 * STACK_MARGIN ? STACK_MARGIN + size / share : size / 2;
#ifdef WEFT_STACKLESS
	if (size > STACK_WINDOW)
		size = STACK_WINDOW;
#endif
	weft_stack_limit = (char *)__builtin_frame_address(0) - size;
}

#ifdef WEFT_STACKLESS
/* With --lldebug every function asks whether the stack is full; WEFT_UNWIND=N makes it so each Nth time. */
static long interval(void)
{
#ifdef WEFT_LLDEBUG
	static long every = -2;
	if (every == -2)
		every = weft_memory_setting("WEFT_UNWIND");
	return every;
#else
	return -1;
#endif
}

#ifdef WEFT_LLDEBUG
bool weft_stack_exhausted(void)
{
	static long count;
	long every = interval();
	return (every > 0 && ++count % every == 0) || (char *)__builtin_frame_address(0) < weft_stack_limit;
}
#endif

/* Saved stacks may take a quarter of the memory, or WEFT_STACK_MAX. */
long weft_stack_windows(void)
{
	static long windows;
	if (windows == 0) {
		long size = weft_memory_setting("WEFT_STACK_MAX");
		if (size < 0)
			size = sysconf(_SC_PHYS_PAGES) / 4 * sysconf(_SC_PAGESIZE);
		windows = interval() > 0 ? LONG_MAX : size / STACK_WINDOW + 1;
	}
	return windows;
}

bool weft_stack_has_room(long held)
{
	static long most;
	if (most == 0) {
		most = weft_memory_setting("WEFT_GC_MAX");
		if (most < 0)
			most = LONG_MAX;
	}
	return held < most - 4 * STACK_WINDOW;
}
#endif
