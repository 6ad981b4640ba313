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

long weft_encode(const struct str *value, char *start)
{
	bool narrow = value->size == value->length;
	char *end = start;
	for (long i = 0; i < value->length; i++) {
		uint32_t c = value->data[narrow ? i : 0];
		if (!narrow)
			memcpy(&c, value->data + 4 * i, 4);
		end = put_utf8(end, c);
	}
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
	struct str *value = weft_gc_alloc(sizeof *value + (unsigned long)size);
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
