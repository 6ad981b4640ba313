/* Calls from outside into a shared library: text goes in and out as UTF-8, exceptions come out as names. */
#include <stdlib.h>

#include "exports.h"

/* The text last returned, and the message of the exception last reported. */
static char *buffers[2];

static struct weft_text out_of_memory(struct weft_error *error)
{
	error->class_name = "MemoryError";
	error->message = (struct weft_text){"", 0};
	return (struct weft_text){NULL, 0};
}

/* The name of a class as a C string. */
static const char *class_name(const struct class_table *cls)
{
	static char name[128];
	size_t length = (size_t)cls->name->size < sizeof name - 1 ? (size_t)cls->name->size : sizeof name - 1;
	memcpy(name, cls->name->data, length);
	name[length] = '\0';
	return name;
}

static char *put_utf8(char *at, uint32_t c)
{
	if (c < 0x80) {
		*at++ = (char)c;
	} else if (c < 0x800) {
		*at++ = (char)(0xc0 | c >> 6);
		*at++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*at++ = (char)(0xe0 | c >> 12);
		*at++ = (char)(0x80 | (c >> 6 & 0x3f));
		*at++ = (char)(0x80 | (c & 0x3f));
	} else {
		*at++ = (char)(0xf0 | c >> 18);
		*at++ = (char)(0x80 | (c >> 12 & 0x3f));
		*at++ = (char)(0x80 | (c >> 6 & 0x3f));
		*at++ = (char)(0x80 | (c & 0x3f));
	}
	return at;
}

static struct weft_text encode(const struct str *value, int buffer, struct weft_error *error)
{
	bool narrow = value->size == value->length;
	char *start = realloc(buffers[buffer], (unsigned long)value->length * 4 + 1);
	if (start == NULL)
		return out_of_memory(error);
	char *end = buffers[buffer] = start;
	for (long i = 0; i < value->length; i++) {
		uint32_t c = value->data[narrow ? i : 0];
		if (!narrow)
			memcpy(&c, value->data + 4 * i, 4);
		end = put_utf8(end, c);
	}
	return (struct weft_text){start, end - start};
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
	error->class_name = class_name(exception->cls);
	error->message = (struct weft_text){"", 0};
	if (exception->inst__weft_message != NULL)
		error->message = encode(exception->inst__weft_message, 1, error);
}

/* Decode one character of valid UTF-8 (surrogates included). */
static const unsigned char *get_utf8(const unsigned char *at, uint32_t *c)
{
	int more = *at < 0x80 ? 0 : *at < 0xe0 ? 1 : *at < 0xf0 ? 2 : 3;
	*c = more == 0 ? *at : *at & (0x3fu >> more);
	at++;
	while (more-- > 0)
		*c = *c << 6 | (*at++ & 0x3f);
	return at;
}

struct str *weft_str_from_text(struct weft_text text, struct weft_error *error)
{
	if (text.data == NULL)
		return NULL;
	const unsigned char *start = (const unsigned char *)text.data, *end = start + text.length;
	long length = 0;
	bool narrow = true;
	uint32_t c;
	for (const unsigned char *at = start; at < end; length++) {
		at = get_utf8(at, &c);
		narrow &= c < 256;
	}
	long size = narrow ? length : 4 * length;
	struct str *value = weft_gc_alloc(sizeof *value + (unsigned long)size);
	if (value == NULL) {
		out_of_memory(error);
		return NULL;
	}
	value->length = length;
	value->size = size;
	for (long i = 0; i < length; i++) {
		start = get_utf8(start, &c);
		if (narrow)
			value->data[i] = (unsigned char)c;
		else
			memcpy(value->data + 4 * i, &c, 4);
	}
	return value;
}

struct bytes *weft_bytes_from_text(struct weft_text text, struct weft_error *error)
{
	if (text.data == NULL)
		return NULL;
	struct bytes *value = weft_gc_alloc(sizeof *value + (unsigned long)text.length);
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
	(void)error;
	return value != NULL ? (struct weft_text){(const char *)value->data, value->size} : (struct weft_text){NULL, 0};
}
