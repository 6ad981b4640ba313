/* What the wrappers of exported functions use; `weft_text` and `weft_error` are declared in exported.h. */
#ifndef WEFT_EXPORTS_H
#define WEFT_EXPORTS_H

#include "runtime.h"
#include "exported.h"

void weft_enter(struct weft_error *error);
void weft_leave(struct weft_error *error);
struct str *weft_str_from_text(struct weft_text text, struct weft_error *error);
struct bytes *weft_bytes_from_text(struct weft_text text, struct weft_error *error);
struct weft_text weft_text_from_str(const struct str *value, struct weft_error *error);
struct weft_text weft_text_from_bytes(const struct bytes *value, struct weft_error *error);

#endif
