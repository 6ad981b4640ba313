/* Counted objects: cells from free lists, and the counts in the headers (see gc/collectors/refcount). Part of
   gc_framework.h. */
#ifndef WEFT_GC_COUNTS_H
#define WEFT_GC_COUNTS_H

/* These are `ONE`, `UNCOUNTED`, `CANDIDATE | LEAF` of counts.py, `SMALLEST`, `SMALL` of cells.py, and how much larger than
   an object a piece of pieces.py is at most. */
#define WEFT_ONE_REFERENCE (1UL << 41)
#define WEFT_UNCOUNTED (1UL << 35 | 1UL << 62)
#define WEFT_NO_CANDIDATE (1UL << 32 | 1UL << 34)
#define WEFT_SMALLEST_CELL 16
#define WEFT_SMALL_CELL 1024
#define WEFT_SPARE_OF_PIECE (8 + 1024)

/* An object with its header, otherwise zero; NULL if the collector has to be asked. `weft_free` is the table of the
   lists, by size; the second word of a free cell is the next one. */
static inline void *weft_new(unsigned long size, unsigned long header)
{
	if (size > WEFT_SMALL_CELL)
		return NULL;
	void ***list = (void ***)(void *)(weft_free + (size < WEFT_SMALLEST_CELL ? WEFT_SMALLEST_CELL : size));
	void **cell = *list;
	if (unlikely(cell == NULL))
		return NULL;
	*list = cell[1];
	*(unsigned long *)cell = header | WEFT_ONE_REFERENCE;
	memset(cell + 1, 0, size - sizeof header);
	return cell;
}

static inline void *weft_new_items(long length, unsigned long base, unsigned long item, unsigned long size_at,
                                   unsigned long header, bool clear)
{
	if (unlikely((unsigned long)length > WEFT_SMALL_CELL))
		return NULL;
	unsigned long size = (base + (unsigned long)length * item + 7) & ~7UL;
	if (unlikely(size > WEFT_SMALL_CELL))
		return NULL;
	void ***list = (void ***)(void *)(weft_free + (size < WEFT_SMALLEST_CELL ? WEFT_SMALLEST_CELL : size));
	void **cell = *list;
	if (unlikely(cell == NULL))
		return NULL;
	*list = cell[1];
	*(unsigned long *)cell = header | WEFT_ONE_REFERENCE;
	memset(cell + 1, 0, clear ? size - sizeof header : base - sizeof header);
	*(long *)(void *)((char *)cell + size_at) = length;
	return cell;
}

/* One reference more, or less, to an object; null and tagged words are none. */
static inline void weft_count_up(void *object)
{
	unsigned long *header = object;
	if (object != NULL && ((long)object & 1) == 0 && (*header & WEFT_UNCOUNTED) == 0)
		*header += WEFT_ONE_REFERENCE;
}

/* A count that would be larger than there is room for sticks. */
static inline void weft_count_up_by(void *object, long number)
{
	unsigned long *header = object;
	if (object == NULL || ((long)object & 1) != 0 || (*header & WEFT_UNCOUNTED) != 0)
		return;
	unsigned long room = (1UL << 62) / WEFT_ONE_REFERENCE - *header / WEFT_ONE_REFERENCE;
	*header += ((unsigned long)number < room ? (unsigned long)number : room) * WEFT_ONE_REFERENCE;
}

static inline void weft_count_down(void *object)
{
	unsigned long *header = object;
	if (object == NULL || ((long)object & 1) != 0 || (*header & WEFT_UNCOUNTED) != 0)
		return;
	unsigned long count = *header -= WEFT_ONE_REFERENCE;
	if (count < WEFT_ONE_REFERENCE)
		weft_collector.release((long)object);
	else if ((count & WEFT_NO_CANDIDATE) == 0)
		weft_collector.candidate((long)object);
}

/* The same for a variable that had loaded the reference: what may hold a dead cycle together is a candidate already. */
static inline void weft_count_back(void *object)
{
	unsigned long *header = object;
	if (object == NULL || ((long)object & 1) != 0 || (*header & WEFT_UNCOUNTED) != 0)
		return;
	unsigned long count = *header -= WEFT_ONE_REFERENCE;
	if (unlikely(count < WEFT_ONE_REFERENCE))
		weft_collector.release((long)object);
}

#endif
