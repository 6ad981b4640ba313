/* The main function of an executable. */

#include "runtime.h"

int main(int argc, char **argv)
{
	weft_argc = argc;
	weft_argv = argv;
	weft_set_stack_limit(16);
	weft_crash_handler_install();
	weft_gc_start();
	long status = weft_entry();
	if (weft_exc.pending != NULL) {
		struct BaseException *exception = weft_exc_take();
		weft_uncaught(exception);
		WEFT_DROP(exception);
		status = 1;
	}
	WEFT_GC_FINISH();
	fflush(NULL);
	return (int)(status & 0xff);
}
