/* Moving along the bytes of a JSON text.

   The bytes are those of a Python `bytes` object, which ends with a zero byte: no part of
   JSON holds one, so that no step has to ask for the end. */

#ifndef SO_CARRIERS_JSON_SCANNER_H
#define SO_CARRIERS_JSON_SCANNER_H

#include "native.h"

/* Steps over white space. */
static inline const unsigned char *
after_blanks(const unsigned char *at)
{
    while (*at <= ' ' && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    return at;
}

/* What stands between the quotes of a string. */
typedef struct {
    const unsigned char *text;
    Py_ssize_t size;
    bool is_ascii;
    bool has_escapes;
} Quoted;

/* Reads the string whose opening quote is before `at`; where it ends, behind its closing quote, or
   NULL for a control character or the end of the text. */
const unsigned char *scan_string(const unsigned char *at, Quoted *string);

#endif
