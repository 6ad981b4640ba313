/* The main function of an executable. */

#include "runtime.h"

int main(int argc, char **argv)
{
	weft_start(argc, argv);
	long status = weft_entry();
	if (weft_exc.pending != NULL) {
		weft_uncaught(weft_exc_take());
		status = 1;
	}
	fflush(NULL);
	return (int)(status & 0xff);
}
