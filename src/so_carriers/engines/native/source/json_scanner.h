/* Moving along the bytes of a JSON text.

   The bytes are those of a Python `bytes` object, which ends with a zero byte: no part of
   JSON holds one, so that no step has to ask for the end. */

#ifndef SO_CARRIERS_JSON_SCANNER_H
#define SO_CARRIERS_JSON_SCANNER_H

#include "bytes.h"

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

/* Whether a byte of a string needs no closer look: quotes, backslashes, control characters and all that
   is not ASCII do. */
static inline bool
is_plain(unsigned char byte)
{
    return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
}

/* Where the next byte is that is not plain. */
static inline const unsigned char *
after_plain(const unsigned char *at, const unsigned char *end)
{
    while (IS_WIDE && end - at >= 8) {
        uint64_t word = word_at(at);
        uint64_t marks = marks_of_unprintable(word) | marks_of_zero(word ^ EACH_BYTE('"'))
                         | marks_of_zero(word ^ EACH_BYTE('\\'));
        if (marks != 0) {
            return at + first_mark(marks);
        }
        at += 8;
    }
    while (is_plain(*at)) {
        at++;
    }
    return at;
}

const unsigned char *scan_odd_string(const unsigned char *at, const unsigned char *end, Quoted *string);

/* Reads the string whose opening quote is before `at`; where it ends, behind its closing quote, or
   NULL for a control character or the end of the text. */
static inline const unsigned char *
scan_string(const unsigned char *at, const unsigned char *end, Quoted *string)
{
    *string = (Quoted){.text = at, .is_ascii = true};
    at = after_plain(at, end);
    if (*at != '"') {
        return scan_odd_string(at, end, string);
    }
    string->size = at - string->text;
    return at + 1;
}

#endif
