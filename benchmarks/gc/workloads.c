/* The workloads of `workloads.py`, with memory managed by hand.  Compile with one of
 *   -DMALLOC  malloc and free
 *   -DARENA   a pointer moved through blocks; what a scope allocated goes when it ends
 *   -DLIBGC   the conservative collector, linked with -lgc */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(LIBGC)
#include <gc.h>
#define NEW(type) ((type *)GC_MALLOC(sizeof(type)))
#define NEW_DATA(size) GC_MALLOC_ATOMIC(size)
#define NEW_ZEROED(size) GC_MALLOC(size)
#define NEW_ZEROED_DATA(size) memset(GC_MALLOC_ATOMIC(size), 0, size)
#define FREE(object) ((void)(object))
#define MANUAL 0
#define START() GC_INIT()
#define SCOPE
#define END_SCOPE
#elif defined(ARENA)
enum { BLOCK = 1 << 20 };
static struct block {
	struct block *older;
	char *end;
} *blocks;
static char *next, *end;

static void *from_new_block(size_t size)
{
	size_t total = size + sizeof(struct block) > BLOCK ? size + sizeof(struct block) : BLOCK;
	struct block *block = malloc(total);
	if (block == NULL)
		abort();
	block->older = blocks;
	block->end = (char *)block + total;
	blocks = block;
	next = (char *)(block + 1) + size;
	end = block->end;
	return block + 1;
}

static inline void *take(size_t size)
{
	char *start = next;
	size = (size + 7) & ~(size_t)7;
	if (__builtin_expect((size_t)(end - start) < size, 0))
		return from_new_block(size);
	next = start + size;
	return start;
}

static void drop(struct block *until, char *position)
{
	while (blocks != until) {
		struct block *older = blocks->older;
		free(blocks);
		blocks = older;
	}
	next = position;
	end = until != NULL ? until->end : position;
}
#define NEW(type) ((type *)take(sizeof(type)))
#define NEW_DATA(size) take(size)
#define NEW_ZEROED(size) memset(take(size), 0, size)
#define NEW_ZEROED_DATA(size) NEW_ZEROED(size)
#define FREE(object) ((void)(object))
#define MANUAL 0
#define START()
#define SCOPE { struct block *scope_block = blocks; char *scope_position = next;
#define END_SCOPE drop(scope_block, scope_position); }
#else
#define NEW(type) ((type *)malloc(sizeof(type)))
#define NEW_DATA(size) malloc(size)
#define NEW_ZEROED(size) calloc(1, size)
#define NEW_ZEROED_DATA(size) calloc(1, size)
#define FREE(object) free(object)
#define MANUAL 1
#define START()
#define SCOPE
#define END_SCOPE
#endif

struct node {
	struct node *left, *right;
};
struct wide {
	struct wide *left, *right;
	long i, j;
};
struct cell {
	long value;
	struct cell *following;
};

static struct node *build(long depth)
{
	struct node *left = depth ? build(depth - 1) : NULL;
	struct node *right = depth ? build(depth - 1) : NULL;
	struct node *node = NEW(struct node);
	node->left = left;
	node->right = right;
	return node;
}

static long count(struct node *node)
{
	return node->left == NULL ? 1 : 1 + count(node->left) + count(node->right);
}

static void free_tree(struct node *node)
{
	if (!MANUAL || node == NULL)
		return;
	free_tree(node->left);
	free_tree(node->right);
	FREE(node);
}

static long count_new(long depth)
{
	long nodes;
	SCOPE
	struct node *tree = build(depth);
	nodes = count(tree);
	free_tree(tree);
	END_SCOPE
	return nodes;
}

static void trees(long size)
{
	printf("stretch %ld\n", count_new(size + 1));
	struct node *long_lived = build(size);
	for (long depth = 4; depth <= size; depth += 2) {
		long repetitions = 1L << (size - depth + 4), nodes = 0;
		for (long i = 0; i < repetitions; i++)
			nodes += count_new(depth);
		printf("depth %ld %ld\n", depth, nodes);
	}
	printf("long lived %ld\n", count(long_lived));
	free_tree(long_lived);
}

static struct wide *new_wide(struct wide *left, struct wide *right)
{
	struct wide *node = NEW(struct wide);
	node->left = left;
	node->right = right;
	node->i = node->j = 0;
	return node;
}

static struct wide *make_wide(long depth)
{
	if (depth <= 0)
		return new_wide(NULL, NULL);
	struct wide *left = make_wide(depth - 1);
	return new_wide(left, make_wide(depth - 1));
}

static void populate(long depth, struct wide *node)
{
	if (depth <= 0)
		return;
	node->left = new_wide(NULL, NULL);
	node->right = new_wide(NULL, NULL);
	populate(depth - 1, node->left);
	populate(depth - 1, node->right);
}

static void free_wide(struct wide *node)
{
	if (!MANUAL || node == NULL)
		return;
	free_wide(node->left);
	free_wide(node->right);
	FREE(node);
}

static long tree_size(long depth)
{
	return (1L << (depth + 1)) - 1;
}

/* The compiler may not conclude that nobody looks at the object. */
#define USE(object) __asm__ volatile("" : : "r"(object) : "memory")

static void populate_and_free(long depth)
{
	SCOPE
	struct wide *node = new_wide(NULL, NULL);
	populate(depth, node);
	USE(node);
	free_wide(node);
	END_SCOPE
}

static void make_and_free(long depth)
{
	SCOPE
	struct wide *node = make_wide(depth);
	USE(node);
	free_wide(node);
	END_SCOPE
}

static void gcbench(long size)
{
	for (long round = 0; round < size; round++) {
		make_and_free(18);
		SCOPE
		struct wide *long_lived = new_wide(NULL, NULL);
		populate(16, long_lived);
		double *numbers = NEW_ZEROED_DATA(500000 * sizeof(double));
		for (long i = 0; i < 250000; i++)
			numbers[i] = 1.0 / (double)(i + 1);
		for (long depth = 4; depth < 17; depth += 2) {
			long repetitions = 2 * tree_size(18) / tree_size(depth);
			for (long i = 0; i < repetitions; i++)
				populate_and_free(depth);
			for (long i = 0; i < repetitions; i++)
				make_and_free(depth);
		}
		if (long_lived->left == NULL || numbers[1000] != 1.0 / 1001)
			printf("failed\n");
		free_wide(long_lived);
		FREE(numbers);
		END_SCOPE
	}
	printf("gcbench done\n");
}

static struct cell *new_cell(long value, struct cell *following)
{
	struct cell *cell = NEW(struct cell);
	cell->value = value;
	cell->following = following;
	return cell;
}

static void free_list(struct cell *cell)
{
	while (MANUAL && cell != NULL) {
		struct cell *following = cell->following;
		FREE(cell);
		cell = following;
	}
}

static void short_lived(long size)
{
	struct cell **ring = NEW_ZEROED(1024 * sizeof *ring);
	long total = 0;
	for (long i = 0; i < size; i++) {
		struct cell *cells = NULL;
		for (long j = 0; j < 10; j++)
			cells = new_cell(i + j, cells);
		free_list(ring[i & 1023]);
		ring[i & 1023] = cells;
		for (struct cell *cell = cells; cell != NULL; cell = cell->following)
			total += cell->value;
	}
	for (long i = 0; i < 1024; i++)
		free_list(ring[i]);
	FREE(ring);
	printf("short-lived %ld\n", total & 0xFFFFFFFFL);
}

static void queue(long size)
{
	struct cell *head = new_cell(0, NULL), *last = head;
	long total = 0;
	for (long i = 0; i < size + 1000; i++) {
		last->following = new_cell(i, NULL);
		last = last->following;
		if (i >= 1000) {
			struct cell *following = head->following;
			total += head->value;
			FREE(head);
			head = following;
		}
	}
	free_list(head);
	printf("queue %ld\n", total & 0xFFFFFFFFL);
}

enum { HELD = 1 << 20 };

static struct cell **held_cells(void)
{
	struct cell **cells = NEW_ZEROED(HELD * sizeof *cells);
	for (long i = 0; i < HELD; i++)
		cells[i] = new_cell(i, NULL);
	return cells;
}

static void free_held(struct cell **cells)
{
	for (long i = 0; MANUAL && i < HELD; i++)
		FREE(cells[i]);
	FREE(cells);
}

static long replace(struct cell **cells, long *seed, long value)
{
	*seed = (*seed * 1103515245 + 12345) & 0x7FFFFFFF;
	long k = (*seed >> 8) & (HELD - 1), old = cells[k]->value;
	FREE(cells[k]);
	cells[k] = new_cell(value, NULL);
	return old;
}

static void mutation(long size)
{
	struct cell **cells = held_cells();
	long seed = 42, total = 0;
	for (long i = 0; i < size; i++)
		total += replace(cells, &seed, i);
	free_held(cells);
	printf("mutation %ld\n", total & 0xFFFFFFFFL);
}

struct string {
	long length;
	char text[];
};

static struct string *new_string(long length)
{
	struct string *string = NEW_DATA(sizeof(struct string) + (size_t)length + 1);
	string->length = length;
	string->text[length] = 0;
	return string;
}

static struct string *concatenate(struct string *left, struct string *right)
{
	struct string *string = new_string(left->length + right->length);
	memcpy(string->text, left->text, (size_t)left->length);
	memcpy(string->text + left->length, right->text, (size_t)right->length);
	return string;
}

static struct string *from_text(const char *text, long length)
{
	struct string *string = new_string(length);
	memcpy(string->text, text, (size_t)length);
	return string;
}

static struct string *from_number(long number)
{
	char digits[24];
	int place = 24;
	do {
		digits[--place] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	return from_text(digits + place, 24 - place);
}

static void strings(long size)
{
	struct string **ring = NEW_ZEROED(1024 * sizeof *ring);
	struct string *item = from_text("item", 4), *suffix = from_text("-suffix", 7);
	long total = 0;
	for (long i = 0; i < size; i++) {
		struct string *number = from_number(i), *start = concatenate(item, number);
		struct string *text = concatenate(start, suffix);
		FREE(number);
		FREE(start);
		FREE(ring[i & 1023]);
		ring[i & 1023] = text;
		total += text->length;
	}
	for (long i = 0; i < 1024; i++)
		FREE(ring[i]);
	FREE(ring);
	FREE(item);
	FREE(suffix);
	printf("strings %ld\n", total);
}

static void arrays(long size)
{
	long **ring = NEW_ZEROED(8 * sizeof *ring), total = 0;
	for (long i = 0; i < size; i++) {
		FREE(ring[i & 7]);
		SCOPE
		long *numbers = NEW_DATA(100000 * sizeof *numbers), at = i % 100000;
		for (long j = 0; j < 100000; j++)
			numbers[j] = 7;
		numbers[at] = i;
		ring[i & 7] = numbers;
		total += numbers[at] + numbers[99999];
		END_SCOPE
	}
	for (long i = 0; i < 8; i++)
		FREE(ring[i]);
	FREE(ring);
	printf("arrays %ld\n", total);
}

static long microseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void pause_probe(long size)
{
	struct node *tree = build(20);
	struct cell **cells = held_cells();
	long *microseconds = calloc(1000001, sizeof *microseconds);
	long seed = 42, total = 0, longest = 0, before = microseconds_now();
	for (long i = 0; i < size; i++) {
		for (long j = 0; j < 100; j++)
			total += replace(cells, &seed, i);
		long now = microseconds_now(), step = now - before;
		before = now;
		longest = step > longest ? step : longest;
		microseconds[step < 1000000 ? step : 1000000]++;
	}
	long seen = 0, percentile = 0;
	while (seen * 1000 < size * 999)
		seen += microseconds[percentile++];
	printf("pause %ld %ld\n", count(tree), total & 0xFFFFFFFFL);
	printf("time %ld %ld\n", longest, percentile);
	free(microseconds);
	free_tree(tree);
	free_held(cells);
}

static const struct {
	const char *name;
	void (*run)(long size);
} workloads[] = {
	{"trees", trees},       {"gcbench", gcbench}, {"short_lived", short_lived}, {"queue", queue},
	{"mutation", mutation}, {"strings", strings}, {"arrays", arrays},           {"pause", pause_probe},
};

int main(int argc, char **argv)
{
	START();
	for (unsigned i = 0; argc == 3 && i < sizeof workloads / sizeof workloads[0]; i++)
		if (strcmp(argv[1], workloads[i].name) == 0) {
			workloads[i].run(atol(argv[2]));
			return 0;
		}
	fprintf(stderr, "usage: workloads NAME SIZE\n");
	return 2;
}
