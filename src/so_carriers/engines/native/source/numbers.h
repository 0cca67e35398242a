/* Numbers by their token, as JSON writes them. */

#ifndef SO_CARRIERS_NUMBERS_H
#define SO_CARRIERS_NUMBERS_H

#include "cursor.h"

/* What a number is, by its token (RFC 8259, section 6). */
typedef struct {
    const unsigned char *text;
    Py_ssize_t size;
    bool is_integer;
    bool is_small; /* an integer of 18 digits at most, which is `value` */
    int64_t value;
} Number;

/* Reads the number that begins at `at`; where it ends, or NULL for what is none. */
const unsigned char *scan_number(const unsigned char *at, Number *number);

/* The number that no type declares: int, or NumberToken for what is no integer. NULL with an
   exception. */
PyObject *number_of(Cursor *cursor, const Number *number);

#endif
