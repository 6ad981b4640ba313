/* What collectors of our own need from the system: memory, settings, the shadow stack. */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "runtime.h"

#define LARGEST_ROOTS (1UL << 30)
#define LARGE_PAGE (2L << 20)

struct weft_settings weft_settings;
void **weft_roots_base;
char *weft_limit, *weft_bump_end;
long weft_finalizers_waiting;
#ifndef WEFT_REGISTERS
void **weft_roots_top;
char *weft_free;
#endif
static long taken;
static void log_open(void);

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

/* A nursery that stays in the cache with room to spare; small where there is little memory. */
static long nursery_size(void)
{
	long size = 4L << 20;
#ifdef _SC_LEVEL3_CACHE_SIZE
	if (sysconf(_SC_LEVEL3_CACHE_SIZE) >= 16L << 20)
		size = 8L << 20;
#endif
	while (size > 1L << 18 && size > weft_settings.maximum / 16)
		size /= 2;
	return size;
}

void weft_gc_start(void)
{
	weft_settings.maximum = setting("WEFT_GC_MAX", 1L << 46);
	weft_settings.minimum = setting("WEFT_GC_MIN", 8L << 20);
	weft_settings.nursery = setting("WEFT_GC_NURSERY", nursery_size());
	weft_settings.increment = setting("WEFT_GC_INCREMENT_STEP", 1L << 20);
	weft_settings.stress = setting("WEFT_GC_STRESS", 0);
	log_open();
	weft_census_listen();
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

/* Memory that begins where a large page may: one fault instead of 512, one entry of the TLB. */
static char *map_large(unsigned long size)
{
	char *start = map(size + LARGE_PAGE);
	if (start == NULL)
		return map(size);
	unsigned long unused = -(unsigned long)start & (LARGE_PAGE - 1), end = (size + 4095) & ~4095UL;
	if (unused > 0)
		munmap(start, unused);
	start += unused;
	munmap(start + end, size + LARGE_PAGE - unused - end);
	madvise(start, size, MADV_HUGEPAGE);
	return start;
}

/* Areas that were given back, the last one first: programs often want another one like it, and pages they touched
   before are cheaper than new ones. Beyond LARGE_PAGE that is not so. */
enum { SPARE_AREAS = 64, SPARE_BYTES = 16 << 20 };
static struct spare {
	char *start;
	long size;
} spares[SPARE_AREAS];
static long spare_count, spare_bytes;

static long in_pages(long size)
{
	return (size + 4095) & ~4095L;
}

static void drop_spare(long index)
{
	spare_bytes -= spares[index].size;
	spare_count--;
	memmove(spares + index, spares + index + 1, (unsigned long)(spare_count - index) * sizeof *spares);
}

static char *take_spare(long size)
{
	for (long i = spare_count - 1; i >= 0; i--)
		if (spares[i].size == in_pages(size)) {
			char *start = spares[i].start;
			drop_spare(i);
			return start;
		}
	return NULL;
}

static void unmap_oldest_spare(void)
{
	munmap(spares[0].start, (unsigned long)spares[0].size);
	drop_spare(0);
}

static void add_spare(char *start, long size)
{
	while (spare_count == SPARE_AREAS || spare_bytes + in_pages(size) > SPARE_BYTES)
		unmap_oldest_spare();
	spares[spare_count++] = (struct spare){start, in_pages(size)};
	spare_bytes += in_pages(size);
}

static char *reserve(long size, bool clear)
{
	if (size > weft_settings.maximum - taken)
		return NULL;
	char *start = size < LARGE_PAGE ? take_spare(size) : NULL;
	if (start != NULL && clear)
		memset(start, 0, (unsigned long)size);
	while (spare_count > 0 && size > weft_settings.maximum - taken - spare_bytes)
		unmap_oldest_spare();
	if (start == NULL)
		start = size >= LARGE_PAGE ? map_large((unsigned long)size) : map((unsigned long)size);
	if (start == NULL)
		return NULL;
	taken += size;
#ifdef WEFT_LLDEBUG
	weft_area_note((long)start, size);
#endif
	return start;
}

long weft_area_reserve(long size)
{
	return (long)reserve(size, true);
}

long weft_area_reserve_dirty(long size)
{
	char *start = reserve(size, false);
	if (start != NULL)
		weft_words_forget((long)start, size);
	return (long)start;
}

void weft_area_release(long address, long size)
{
#ifdef WEFT_LLDEBUG
	weft_area_forget(address);
#endif
	if (size < LARGE_PAGE)
		add_spare((char *)address, size);
	else
		munmap((void *)address, (unsigned long)size);
	taken -= size;
}

/* The log: WEFTLOG=[gc:]FILE, where - is stderr. */
static FILE *log_file;
static long log_origin, log_start, log_used;
static const char *log_reason;
static long log_counts[3], log_nanoseconds, log_began;

static long now_in_nanoseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000 + now.tv_nsec;
}

static long now_in_microseconds(void)
{
	return now_in_nanoseconds() / 1000 - log_origin;
}

static void log_exit(void)
{
	fprintf(log_file, "exit start=%ld\n", now_in_microseconds());
	fflush(log_file);
}

static void log_open(void)
{
	const char *name = getenv("WEFTLOG");
	if (name == NULL || *name == '\0')
		return;
	if (strncmp(name, "gc:", 3) == 0)
		name += 3;
	log_file = strcmp(name, "-") == 0 ? stderr : fopen(name, "we");
	if (log_file == NULL) {
		fprintf(stderr, "WEFTLOG: %s cannot be written\n", name);
		return;
	}
	log_origin = now_in_microseconds();
	fprintf(log_file, "weftlog 1 collector=%s\n", weft_collector_name);
	atexit(log_exit);
}

void weft_log_begin(long reason, long used)
{
	log_began = now_in_nanoseconds();
	if (likely(log_file == NULL))
		return;
	static const char *const reasons[] = {"request", "room", "stress"};
	log_reason = reasons[reason];
	log_used = used;
	log_start = log_began / 1000 - log_origin;
}

void weft_log_end(long kind, long used, long heap)
{
	log_counts[kind]++;
	log_nanoseconds += now_in_nanoseconds() - log_began;
	if (likely(log_file == NULL))
		return;
	static const char *const kinds[] = {"minor", "step", "full"};
	long took = now_in_microseconds() - log_start;
	fprintf(log_file, "gc %s start=%ld took=%ld before=%ld after=%ld heap=%ld reason=%s\n", kinds[kind], log_start,
	        took, log_used, used, heap, log_reason);
}

long weft_log_statistic(long which)
{
	return which < 3 ? log_counts[which] : log_nanoseconds / 1000;
}
