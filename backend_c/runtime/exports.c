/* Calls from outside into a shared library: text goes in and out as UTF-8, exceptions come out as names. */
#include <stdlib.h>

#include "exported.h"
#include "runtime.h"

/* The text last returned, the message of the exception last reported, and the name of its class. */
static char *buffers[3];

static struct weft_text out_of_memory(struct weft_error *error)
{
	error->class_name = "MemoryError";
	error->message = (struct weft_text){"", 0};
	return (struct weft_text){NULL, 0};
}

static struct weft_text encode(const struct str *value, int buffer, struct weft_error *error)
{
	char *start = realloc(buffers[buffer], (unsigned long)value->length * 4 + 1);
	if (start == NULL)
		return out_of_memory(error);
	buffers[buffer] = start;
	long length = weft_encode(value, start);
	start[length] = '\0';
	return (struct weft_text){start, length};
}

void weft_enter(struct weft_error *error)
{
	error->class_name = NULL;
	weft_start_thread();
}

void weft_leave(struct weft_error *error)
{
	if (weft_exc.pending == NULL)
		return;
	const struct BaseException *exception = weft_exc_take();
	const char *name = encode(weft_class_of(exception)->name, 2, error).data;
	error->class_name = name != NULL ? name : "MemoryError";
	error->message = (struct weft_text){"", 0};
	if (exception->inst__weft_message != NULL)
		error->message = encode(exception->inst__weft_message, 1, error);
	WEFT_DROP(exception);
}

struct str *weft_str_from_text(struct weft_text text, struct weft_error *error)
{
	if (text.data == NULL)
		return NULL;
	struct str *value = weft_decode(text.data, text.length);
	if (value == NULL)
		out_of_memory(error);
	return value;
}

struct bytes *weft_bytes_from_text(struct weft_text text, struct weft_error *error)
{
	if (text.data == NULL)
		return NULL;
	struct bytes *value = weft_gc_alloc(sizeof *value + (unsigned long)text.length, weft_bytes_type);
	if (value == NULL) {
		out_of_memory(error);
		return NULL;
	}
	value->size = text.length;
	memcpy(value->data, text.data, (unsigned long)text.length);
	return value;
}

struct weft_text weft_text_from_str(const struct str *value, struct weft_error *error)
{
	return value != NULL ? encode(value, 0, error) : (struct weft_text){NULL, 0};
}

struct weft_text weft_text_from_bytes(const struct bytes *value, struct weft_error *error)
{
	if (value == NULL)
		return (struct weft_text){NULL, 0};
	char *start = realloc(buffers[0], (unsigned long)value->size + 1);
	if (start == NULL)
		return out_of_memory(error);
	buffers[0] = start;
	memcpy(start, value->data, (unsigned long)value->size);
	return (struct weft_text){start, value->size};
}
