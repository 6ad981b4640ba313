/* Floats to and from text, as Python does it. */
#include <stdlib.h>

#include "runtime.h"

static bool is_exact(const char *text, double x)
{
	return strtod(text, NULL) == x;
}

/* Write the shortest decimal that reads back as the finite x >= 0, as d.ddde+xx. */
static void shortest(char *text, size_t room, double x)
{
	int precision = x < 2.2250738585072014e-308 ? 0 : 14; /* 15 digits always survive, but for subnormal numbers */
	for (; precision < 17; precision++) {
		snprintf(text, room, "%.*e", precision, x);
		if (is_exact(text, x))
			return;
		if (precision == 15) {
			/* Above a power of two the neighbours are nearer on one side: the next decimal up may still be right. */
			char *last = strchr(text, 'e') - 1;
			if (*last < '9') {
				++*last;
				if (is_exact(text, x))
					return;
			}
		}
	}
}

/* Take the digits, without trailing zeros unless they are kept, and the exponent from d.ddde+xx. */
static int take_digits(const char *text, char *digits, bool keep_zeros, int *exponent)
{
	int count = 0;
	for (; *text != 'e'; text++)
		if (*text != '.')
			digits[count++] = *text;
	while (!keep_zeros && count > 1 && digits[count - 1] == '0')
		count--;
	*exponent = atoi(text + 1);
	return count;
}

/* Lay digits out in positional or exponential notation. */
static char *lay_out(char *out, const char *digits, int count, int exponent, bool exponential, long flags)
{
	int point = exponential ? 1 : exponent + 1; /* digits in front of the decimal point */
	if (point <= 0)
		*out++ = '0';
	for (int i = 0; i < point; i++)
		*out++ = i < count ? digits[i] : '0';
	if (count > point) {
		*out++ = '.';
		for (int i = point; i < 0; i++)
			*out++ = '0';
		for (int i = point < 0 ? 0 : point; i < count; i++)
			*out++ = digits[i];
	} else if (flags & WEFT_FLOAT_ALTERNATE) {
		*out++ = '.';
	} else if (flags & WEFT_FLOAT_DOT_ZERO && !exponential) {
		*out++ = '.';
		*out++ = '0';
	}
	if (exponential)
		out += sprintf(out, "e%+03d", exponent);
	return out;
}

static char *general(char *out, double x, char code, long precision, long flags)
{
	char text[512], digits[512];
	int exponent;
	if (code == 'r') {
		shortest(text, sizeof text, x);
		int count = take_digits(text, digits, false, &exponent);
		return lay_out(out, digits, count, exponent, exponent < -4 || exponent >= 16, flags);
	}
	if (precision < 1)
		precision = 1;
	/* More digits than any double has are zeros; only an alternate form shows them. */
	long computed = precision < 400 ? precision : 400;
	snprintf(text, sizeof text, "%.*e", (int)computed - 1, x);
	int count = take_digits(text, digits, flags & WEFT_FLOAT_ALTERNATE, &exponent);
	long most = precision - (flags & WEFT_FLOAT_DOT_ZERO ? 1 : 0);
	return lay_out(out, digits, count, exponent, exponent < -4 || exponent >= most, flags);
}

long weft_format_double(double x, char code, long precision, long flags, char *out, long room)
{
	char *start = out;
	bool upper = code == 'E' || code == 'F' || code == 'G';
	bool percent = code == '%';
	code = percent ? 'f' : upper ? (char)(code - 'A' + 'a') : code == 'n' ? 'g' : code;
	if (percent)
		x *= 100;
	if (room < 800 + (precision > 0 ? precision : 0))
		return -(800 + (precision > 0 ? precision : 0));
	if (signbit(x) && !isnan(x))
		*out++ = '-';
	else if (flags & WEFT_FLOAT_SIGN)
		*out++ = '+';
	else if (flags & WEFT_FLOAT_SPACE)
		*out++ = ' ';
	x = fabs(x);
	if (isnan(x))
		out += sprintf(out, "nan");
	else if (isinf(x))
		out += sprintf(out, "inf");
	else if (code == 'e')
		out += sprintf(out, flags & WEFT_FLOAT_ALTERNATE ? "%#.*e" : "%.*e", (int)precision, x);
	else if (code == 'f')
		out += sprintf(out, flags & WEFT_FLOAT_ALTERNATE ? "%#.*f" : "%.*f", (int)precision, x);
	else
		out = general(out, x, code, precision, flags);
	if (percent)
		*out++ = '%';
	for (char *at = start; upper && at < out; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	return out - start;
}

/* Copy a number without underscores (allowed between digits); false for a character that no number has. */
static bool copy_number(const char *at, const char *end, char *copy)
{
	for (char previous = '.'; at < end; previous = *at++) {
		bool inside = previous >= '0' && previous <= '9' && at + 1 < end && at[1] >= '0' && at[1] <= '9';
		if (*at == '_' ? !inside : strchr("0123456789.eE+-infatyINFATY", *at) == NULL || *at == '\0')
			return false;
		if (*at != '_')
			*copy++ = *at;
	}
	*copy = '\0';
	return true;
}

bool weft_parse_double(const char *start, const char *end, double *result)
{
	char small[64], *rest;
	while (start < end && (*start == ' ' || (*start >= '\t' && *start <= '\r')))
		start++;
	while (start < end && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
		end--;
	size_t length = (size_t)(end - start);
	char *copy = length < sizeof small ? small : malloc(length + 1);
	bool valid = copy != NULL && copy_number(start, end, copy);
	if (valid) {
		*result = strtod(copy, &rest);
		valid = rest > copy && *rest == '\0';
	}
	if (copy != small)
		free(copy);
	return valid;
}
