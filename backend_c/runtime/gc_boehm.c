/* Memory manager `boehm`: start-up and arrays. */
#include <gc/javaxfc.h>

#include "runtime.h"

/* What libgc has found dead, in its order: an object before what it refers to, and no cycles before the end. */
struct waiting {
	void *object;
	struct waiting *next;
};
long weft_finalizers_waiting;
static struct waiting *first, **last = &first;

static void finalizers_due(void)
{
	weft_finalizers_waiting = 1;
}

/* Called by libgc for one object at a time. */
static void take(void *object, void *unused)
{
	struct waiting *entry = GC_MALLOC_UNCOLLECTABLE(sizeof *entry);
	if (entry == NULL) {
		weft_finalizer_add(object);
		return;
	}
	entry->object = object;
	entry->next = unused;
	*last = entry;
	last = &entry->next;
}

long weft_finalizer_add(void *object)
{
	GC_REGISTER_FINALIZER_IGNORE_SELF(object, take, NULL, NULL, NULL);
	return 1;
}

void *weft_finalizer_next(void)
{
	weft_finalizers_waiting = 0;
	if (first == NULL)
		GC_invoke_finalizers();
	struct waiting *entry = first;
	if (entry == NULL)
		return NULL;
	void *object = entry->object;
	first = entry->next;
	if (first == NULL)
		last = &first;
	GC_FREE(entry);
	return object;
}

long weft_finalizers_rest(void)
{
	GC_finalize_all();
	return first != NULL;
}

void weft_gc_start(void)
{
	GC_INIT();
	GC_set_warn_proc(GC_ignore_warn_proc);
	GC_set_finalize_on_demand(1);
	GC_set_finalizer_notifier(finalizers_due);
	GC_set_finalize_on_demand(1);
	GC_set_finalizer_notifier(finalizers_due);
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
