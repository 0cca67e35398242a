/* Moving along the bytes of a JSON text.

   The bytes are those of a Python `bytes` object, which ends with a zero byte: no part of
   JSON holds one, so that steps of one byte need not ask for the end. */

#ifndef SO_CARRIERS_JSON_SCANNER_H
#define SO_CARRIERS_JSON_SCANNER_H

#include "bytes.h"

/* What stands between the quotes of a string. */
typedef struct {
    const unsigned char *text;
    Py_ssize_t size;
    bool is_ascii;
    bool has_escapes;
} Quoted;

/* What needs a closer look in a string, and to be escaped where it is no character above U+007F. */
static inline uint64_t
marks_of_escaped(uint64_t word)
{
    return marks_of_unprintable(word) | marks_of_zero(word ^ EACH_BYTE('"'))
           | marks_of_zero(word ^ EACH_BYTE('\\'));
}

const unsigned char *scan_odd_string(const unsigned char *at, const unsigned char *end, Quoted *string);

/* Reads the string whose opening quote is before `at`; where it ends, behind its closing quote, or
   NULL for a control character or the end of the text. */
static inline const unsigned char *
scan_string(const unsigned char *at, const unsigned char *end, Quoted *string)
{
    *string = (Quoted){.text = at, .is_ascii = true};
    at = after_unmarked(at, end, marks_of_escaped);
    if (*at != '"') {
        return scan_odd_string(at, end, string);
    }
    string->size = at - string->text;
    return at + 1;
}

#endif
