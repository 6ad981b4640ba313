/* Start-up, end, and fatal errors. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime.h"

#define STACK_MARGIN (256UL << 10)
#define LARGEST_STACK (1UL << 30)

int weft_argc;
char **weft_argv;
char *weft_stack_limit;
struct weft_exception_state weft_exc;

/* Find out how far the stack may grow; 1/share of it is left alone: callers may have used it already. */
void weft_set_stack_limit(unsigned long share)
{
	struct rlimit limit;
	unsigned long size = 8UL << 20;
	if (getrlimit(RLIMIT_STACK, &limit) == 0)
		size = limit.rlim_cur < LARGEST_STACK ? limit.rlim_cur : LARGEST_STACK;
	unsigned long margin = size > 4 * STACK_MARGIN ? STACK_MARGIN + size / share : size / 2;
	weft_stack_limit = (char *)__builtin_frame_address(0) - (size - margin);
}

/* Called from outside, on whatever stack. */
void weft_start_thread(void)
{
	static bool started;
	if (!started) {
		started = true;
		weft_gc_start();
	}
	weft_set_stack_limit(2);
}

long weft_memory_setting(const char *name)
{
	const char *text = getenv(name);
	if (text == NULL || *text == '\0')
		return -1;
	char *end;
	double value = strtod(text, &end);
	int shift = *end == '\0' ? 0 : (*end | 0x20) == 'k' ? 10 : (*end | 0x20) == 'm' ? 20 : 30;
	value *= (double)(1L << shift);
	return value >= 0 && value < 9e18 ? (long)value : -1;
}

void weft_fatal(const char *message)
{
	fprintf(stderr, "Fatal error: %s\n", message);
	abort();
}
