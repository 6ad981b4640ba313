/* Memory manager `boehm`: start-up and arrays. */
#include "runtime.h"

void weft_gc_start(void)
{
	GC_INIT();
	GC_set_warn_proc(GC_ignore_warn_proc);
	long limit = weft_memory_setting("WEFT_GC_MAX");
	if (limit > 0)
		GC_set_max_heap_size((unsigned long)limit);
}

void *weft_boehm_varsize(long length, unsigned long base, unsigned long item, unsigned long size_at,
                         enum weft_boehm_kind kind)
{
	if ((unsigned long)length > (WEFT_LARGEST - base) / item)
		return NULL;
	unsigned long size = base + (unsigned long)length * item;
	char *start = kind == WEFT_TRACED ? GC_MALLOC(size) : GC_MALLOC_ATOMIC(size);
	if (start == NULL)
		return NULL;
	if (kind != WEFT_TRACED)
		memset(start, 0, kind == WEFT_ATOMIC ? size : base);
	*(long *)(void *)(start + size_at) = length;
	return start;
}
