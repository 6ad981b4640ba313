/* Tracebacks: frames recorded while an exception travels, in a ring of fixed size, printed in CPython's shape. */

#include "runtime.h"

#define RING_SIZE 65536UL

/* An exception's `traceback` is the stamp of its last (outermost) frame; stamps count up from 1, so that one can
   tell whether its entry has been overwritten, which cuts the traceback off. */
struct frame {
	const struct weft_location *location;
	long next; /* the stamp of the frame inside */
};
static struct frame ring[RING_SIZE];
const struct weft_plain_data weft_traceback_data = {ring, ring + RING_SIZE};
static long last_stamp;

void weft_traceback_add(struct BaseException *exception, const struct weft_location *location)
{
	struct frame *frame = &ring[(unsigned long)++last_stamp % RING_SIZE];
	frame->location = location;
	frame->next = exception->traceback;
	exception->traceback = last_stamp;
}

void weft_traceback_start(struct BaseException *exception, const struct weft_location *location)
{
	exception->traceback = 0;
	exception->context = NULL;
	if (location != NULL)
		weft_traceback_add(exception, location);
}

static bool is_kept(long stamp)
{
	return stamp > 0 && (unsigned long)(last_stamp - stamp) < RING_SIZE;
}

/* Print a line of a source file without its indentation, if the file is there. */
static void print_source_line(const struct weft_location *location)
{
	FILE *file = fopen(location->file, "r");
	char *text = NULL;
	size_t room = 0;
	long line = 0;
	while (file != NULL && line < location->line && getline(&text, &room, file) >= 0)
		line++;
	if (file != NULL && line == location->line) {
		char *start = text + strspn(text, " \t\f");
		start[strcspn(start, "\r\n")] = '\0';
		if (*start != '\0')
			fprintf(stderr, "    %s\n", start);
	}
	free(text);
	if (file != NULL)
		fclose(file);
}

static void print_repeated(long repeated)
{
	if (repeated >= 3)
		fprintf(stderr, "  [Previous line repeated %ld more time%s]\n", repeated - 2, repeated > 3 ? "s" : "");
}

void weft_traceback_print(struct BaseException *exception)
{
	const struct weft_location *previous = NULL;
	long repeated = 0;
	fprintf(stderr, "Traceback (most recent call last):\n");
	for (long stamp = exception->traceback; is_kept(stamp); stamp = ring[(unsigned long)stamp % RING_SIZE].next) {
		const struct weft_location *location = ring[(unsigned long)stamp % RING_SIZE].location;
		if (location == previous && ++repeated >= 3)
			continue;
		if (location != previous) {
			print_repeated(repeated);
			repeated = 0;
			previous = location;
		}
		fprintf(stderr, "  File \"%s\", line %ld, in %s\n", location->file, location->line, location->function);
		print_source_line(location);
	}
	print_repeated(repeated);
}

/* The last resort for an exception that no Python code reports. */
void weft_uncaught(struct BaseException *exception)
{
	const struct str *name = weft_class_of(exception)->name, *message = exception->inst__weft_message;
	weft_traceback_print(exception);
	fprintf(stderr, "%.*s", (int)name->size, (const char *)name->data);
	if (message != NULL && message->size == message->length && message->size > 0)
		fprintf(stderr, ": %.*s", (int)message->size, (const char *)message->data);
	putc('\n', stderr);
}
