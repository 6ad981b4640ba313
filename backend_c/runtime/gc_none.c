/* Memory manager `none`: where the chunks come from. */
#include <stdlib.h>
#include <sys/mman.h>

#include "runtime.h"

#define CHUNK (64UL << 20)
#define PAGE 4096UL

struct weft_bump_state weft_heap;
static unsigned long taken, allowed = WEFT_LARGEST;

void weft_gc_start(void)
{
	long limit = weft_memory_setting("WEFT_GC_MAX");
	if (limit > 0)
		allowed = (unsigned long)limit;
}

#ifdef WEFT_SANITIZE
void *weft_bump_slow(unsigned long size)
{
	if (size > allowed - taken)
		return NULL;
	char *block = calloc(1, size > 0 ? size : 1);
	taken += block != NULL ? size : 0;
	return block;
}
#else
/* Map memory that arrives zeroed; huge pages make touching it for the first time much cheaper. */
static char *map(unsigned long size)
{
	if (size > allowed - taken)
		return NULL;
	void *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (start == MAP_FAILED)
		return NULL;
	madvise(start, size, MADV_HUGEPAGE);
	taken += size;
	return start;
}

void *weft_bump_slow(unsigned long size)
{
	unsigned long rounded = (size + PAGE - 1) & ~(PAGE - 1);
	if (rounded > CHUNK / 8)
		return map(rounded);
	unsigned long chunk = CHUNK < allowed - taken ? CHUNK : (allowed - taken) & ~(PAGE - 1);
	char *start = chunk >= size ? map(chunk) : NULL;
	if (start == NULL)
		return NULL;
	weft_heap.next = start + size;
	weft_heap.end = start + chunk;
	return start;
}
#endif

/* See `TracingCollector.statistic`: nothing is ever collected. */
long weft_gc_statistic(long which)
{
#ifdef WEFT_SANITIZE
	long unused = 0;
#else
	long unused = weft_heap.end - weft_heap.next;
#endif
	return which == 1 ? (long)taken - unused : which == 2 ? (long)taken : 0;
}
