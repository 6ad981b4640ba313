/* What the files of the hand-written run-time share among themselves. */
#ifndef WEFT_RUNTIME_H
#define WEFT_RUNTIME_H

#include <stdio.h>

#include "weft_gc.h"

extern int weft_argc;
extern char **weft_argv;

/* A size from the environment with suffix K, M, G or none; -1 if it is not set. */
long weft_memory_setting(const char *name);

/* Of the memory manager, whose header also has `weft_gc_alloc`: zeroed memory of `size` bytes for an object
   of a type (`weft_str_type` or `weft_bytes_type`), its header set, or NULL. */
void weft_gc_start(void);
#ifndef WEFT_GC_FINISH
#define WEFT_GC_FINISH() ((void)0) /* the program is done: check what can be checked */
#endif

/* UTF-8: `weft_encode` needs room for 4 bytes a character; `weft_decode` returns NULL without memory. */
long weft_encode(const struct str *value, char *start);
struct str *weft_decode(const char *text, long count);

/* Copy text into a buffer if it fits; returns its length. */
long weft_fill(struct bytearray *buffer, const char *text, long length);

/* Large static data without references into the heap. */
struct weft_plain_data {
	void *start, *end;
};
extern const struct weft_plain_data weft_traceback_data;

void weft_crash_handler_install(void);
void weft_set_stack_limit(unsigned long share);
void weft_start_thread(void);

/* The symbols of the generated functions, for the crash handler; ends with a NULL symbol. */
struct weft_function {
	const char *symbol;
	const char *name;
	const char *file;
	long line;
};
extern const struct weft_function weft_functions[];

#endif
