/* Strings to and from UTF-8 (lone surrogates are encoded like other characters). */
#include "runtime.h"

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

void weft_print(FILE *file, const struct str *value)
{
	char *text = malloc((unsigned long)value->length * 4 + 1);
	if (text != NULL)
		fwrite(text, 1, (size_t)weft_encode(value, text), file);
	free(text);
}
