/* What collectors of our own need from the system: memory, settings, the shadow stack. */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "runtime.h"

#define LARGEST_ROOTS (1UL << 30)

struct weft_settings weft_settings;
void **weft_roots_base;
char *weft_limit, *weft_bump_end;
#ifndef WEFT_REGISTERS
void **weft_roots_top;
char *weft_free;
#endif
static long taken;

static long setting(const char *name, long otherwise)
{
	long value = weft_memory_setting(name);
	return value > 0 ? value : otherwise;
}

static void *map(unsigned long size)
{
	void *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return start != MAP_FAILED ? start : NULL;
}

/* Every root on the shadow stack was a local variable of some frame of the machine's stack. */
static unsigned long roots_size(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_STACK, &limit) != 0)
		return 64UL << 20;
	return 2 * limit.rlim_cur < LARGEST_ROOTS ? 2 * limit.rlim_cur : LARGEST_ROOTS;
}

void weft_gc_start(void)
{
	weft_settings.maximum = setting("WEFT_GC_MAX", 1L << 46);
	weft_settings.minimum = setting("WEFT_GC_MIN", 8L << 20);
	weft_settings.nursery = setting("WEFT_GC_NURSERY", 4L << 20);
	weft_settings.increment = setting("WEFT_GC_INCREMENT_STEP", 1L << 20);
	weft_settings.stress = setting("WEFT_GC_STRESS", 0);
	weft_roots_base = weft_roots_top = map(roots_size());
	if (weft_roots_base == NULL || !weft_collector.start())
		weft_fatal("there is no memory to start with");
}

void *weft_gc_alloc(unsigned long size, long type)
{
	unsigned long rounded = (size + 7) & ~7UL;
	void *start = weft_new(rounded, (unsigned long)type);
	return start != NULL ? start : (void *)weft_collector.allocate(type, (long)rounded);
}

long weft_area_reserve(long size)
{
	if (size > weft_settings.maximum - taken)
		return 0;
	char *start = map((unsigned long)size);
	if (start == NULL)
		return 0;
	if (size >= 2L << 20)
		madvise(start, (unsigned long)size, MADV_HUGEPAGE);
	taken += size;
	return (long)start;
}

void weft_area_release(long address, long size)
{
	munmap((void *)address, (unsigned long)size);
	taken -= size;
}
