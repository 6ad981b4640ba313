/* Floats to and from text; the layout of Python's formats is done by the library, in Python. */
#include <stdlib.h>

#include "runtime.h"

/* Write the shortest decimal that reads back as x, as d.dde+xx without trailing zeros. */
static long shortest(char *text, size_t room, double x)
{
	int precision = fabs(x) < 2.2250738585072014e-308 ? 0 : 14; /* 15 digits always survive unless x is subnormal */
	for (; precision < 17; precision++) {
		snprintf(text, room, "%.*e", precision, x);
		if (strtod(text, NULL) == x)
			break;
		char *last = strchr(text, 'e') - 1;
		if (precision == 15 && *last < '9') {
			/* Above a power of two the neighbours are nearer on one side: the next decimal may still be right. */
			++*last;
			if (strtod(text, NULL) == x)
				break;
		}
	}
	char *exponent = strchr(text, 'e'), *end = exponent;
	if (strchr(text, '.') != NULL)
		while (end[-1] == '0' || end[-1] == '.')
			if (*--end == '.')
				break;
	memmove(end, exponent, strlen(exponent) + 1);
	return (long)strlen(text);
}

long weft_format_float(double value, uint32_t code, long precision, long flags, struct bytearray *buffer)
{
	char plain[] = {'%', '.', '*', (char)code, '\0'}, alternate[] = {'%', '#', '.', '*', (char)code, '\0'}, text[40];
	char *out = (char *)buffer->items->items;
	if (code == 'r')
		return weft_fill(buffer, text, shortest(text, sizeof text, value));
	if (code == 'g' && flags & 1) { /* glibc's %#g loses a zero where rounding adds a digit */
		precision = precision > 0 ? precision : 1;
		char *digits = malloc((size_t)precision + 16);
		if (digits == NULL)
			weft_fatal("out of memory");
		sprintf(digits, "%.*e", (int)precision - 1, value);
		long exponent = strtol(strchr(digits, 'e') + 1, NULL, 10);
		free(digits);
		alternate[4] = exponent < -4 || exponent >= precision ? 'e' : 'f';
		precision = alternate[4] == 'e' ? precision - 1 : precision - 1 - exponent;
	}
	long length = snprintf(out, (size_t)buffer->length, flags & 1 ? alternate : plain, (int)precision, value);
	return length < buffer->length ? length : length + 1; /* with the NUL that C writes it did not fit */
}

double weft_parse_float(struct bytes *text)
{
	char small[64];
	char *copy = text->size < (long)sizeof small ? small : malloc((size_t)text->size + 1);
	if (copy == NULL)
		weft_fatal("out of memory");
	memcpy(copy, text->data, (size_t)text->size);
	copy[text->size] = '\0';
	double result = strtod(copy, NULL);
	if (copy != small)
		free(copy);
	return result;
}

long weft_mul_mod(long x, long y, long modulus)
{
	return (long)((unsigned __int128)(unsigned long)x * (unsigned long)y % (unsigned long)modulus);
}

long weft_mul_high(long x, long y) { return (long)((unsigned __int128)(unsigned long)x * (unsigned long)y >> 64); }
double weft_fma(double x, double y, double z) { return fma(x, y, z); }

union single { float value; uint32_t bits; };
long weft_float_to_single(double value) { return (union single){.value = (float)value}.bits; }
double weft_single_to_float(long bits) { return (union single){.bits = (uint32_t)bits}.value; }
