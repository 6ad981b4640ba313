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

/* digits := DIGIT ("_"? DIGIT)*; copies without underscores; returns NULL if there is none. */
static const char *digits(const char *at, const char *end, char **out)
{
	if (at >= end || *at < '0' || *at > '9')
		return NULL;
	while (at < end && ((*at >= '0' && *at <= '9') || (*at == '_' && at + 1 < end && at[1] >= '0' && at[1] <= '9'))) {
		if (*at != '_')
			*(*out)++ = *at;
		at++;
	}
	return at;
}

static bool is_word(const char *at, const char *end, const char *word)
{
	for (; *word != '\0'; at++, word++)
		if (at >= end || (*at | 0x20) != *word)
			return false;
	return at == end;
}

/* number := [sign] (digits ["." [digits]] | "." digits) [("e" | "E") [sign] digits] | [sign] ("inf" | "infinity" | "nan") */
static bool parse(const char *at, const char *end, char *copy, double *result)
{
	char *out = copy;
	if (at < end && (*at == '+' || *at == '-'))
		*out++ = *at++;
	if (is_word(at, end, "inf") || is_word(at, end, "infinity") || is_word(at, end, "nan")) {
		double value = (*at | 0x20) == 'n' ? NAN : INFINITY;
		*result = out > copy && *copy == '-' ? -value : value;
		return true;
	}
	const char *whole = digits(at, end, &out);
	at = whole != NULL ? whole : at;
	if (at < end && *at == '.') {
		*out++ = *at++;
		const char *fraction = digits(at, end, &out);
		if (whole == NULL && fraction == NULL)
			return false;
		at = fraction != NULL ? fraction : at;
	} else if (whole == NULL) {
		return false;
	}
	if (at < end && (*at | 0x20) == 'e') {
		*out++ = *at++;
		if (at < end && (*at == '+' || *at == '-'))
			*out++ = *at++;
		at = digits(at, end, &out);
	}
	*out = '\0';
	if (at != end)
		return false;
	*result = strtod(copy, NULL);
	return true;
}

bool weft_parse_double(const char *start, const char *end, double *result)
{
	char small[64];
	while (start < end && (*start == ' ' || (*start >= '\t' && *start <= '\r')))
		start++;
	while (start < end && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
		end--;
	size_t length = (size_t)(end - start);
	char *copy = length < sizeof small ? small : malloc(length + 1);
	bool valid = copy != NULL && parse(start, end, copy, result);
	if (copy != small)
		free(copy);
	return valid;
}
