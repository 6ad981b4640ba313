/* Reference counting: our own collectors' header, with other ways to allocate. */
#define WEFT_COUNTS
#include "gc_framework.h"
