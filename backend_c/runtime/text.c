/* Strings to and from UTF-8 (lone surrogates are encoded like other characters). */
#include "runtime.h"

static char *put_utf8(char *at, uint32_t c)
{
	int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	*at++ = (char)(more == 0 ? c : (0xff00 >> (more + 1) & 0xff) | c >> 6 * more);
	while (more-- > 0)
		*at++ = (char)(0x80 | (c >> 6 * more & 0x3f));
	return at;
}

static uint32_t char_at(const struct str *value, long i)
{
	return value->size == value->length ? value->data[i] : ((const uint32_t *)(const void *)value->data)[i];
}

long weft_encode(const struct str *value, char *start)
{
	char *end = start;
	for (long i = 0; i < value->length; i++)
		end = put_utf8(end, char_at(value, i));
	return end - start;
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

struct str *weft_decode(const char *text, long count)
{
	const unsigned char *start = (const unsigned char *)text, *end = start + count;
	long length = 0;
	bool narrow = true;
	uint32_t c;
	for (const unsigned char *at = start; at < end; length++) {
		at = get_utf8(at, &c);
		narrow &= c < 256;
	}
	long size = narrow ? length : 4 * length;
	struct str *value = weft_gc_alloc(sizeof *value + (unsigned long)size, weft_str_type);
	if (value == NULL)
		return NULL;
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

/* The buffer functions of rlib/externals.py. */
long weft_put_text(struct str *text, struct bytearray *buffer, long start)
{
	unsigned char *place = buffer->items->items + start;
	long i = 0;
	for (uint32_t c; i < text->length && (c = char_at(text, i)) < 0x80; i++)
		place[i] = (unsigned char)c;
	if (i == text->length)
		return start + i;
	for (; i < text->length; i++)
		if (char_at(text, i) >= 0xd800 && char_at(text, i) < 0xe000)
			return -1 - i;
	return start + weft_encode(text, (char *)place);
}

long weft_find_byte(struct bytearray *buffer, long byte, long start, long stop)
{
	const unsigned char *data = buffer->items->items;
	const unsigned char *found = start < stop ? memchr(data + start, (int)byte, (size_t)(stop - start)) : NULL;
	return found != NULL ? found - data : -1;
}

void weft_copy_bytes(struct bytearray *target, long place, struct bytearray *source, long start, long count)
{
	memmove(target->items->items + place, source->items->items + start, (size_t)count);
}

void weft_put_bytes(struct bytearray *target, long place, struct bytes *source, long start, long count)
{
	memcpy(target->items->items + place, source->data + start, (size_t)count);
}
