/* Start-up, end, and fatal errors. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime.h"

int weft_argc;
char **weft_argv;
struct weft_exception_state weft_exc;

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
