#include "json_scanner.h"

/* The rest of a string, from a byte on that needs a closer look. */
const unsigned char *
scan_odd_string(const unsigned char *at, const unsigned char *end, Quoted *string)
{
    while (*at != '"') {
        if (*at >= 0x80) {
            string->is_ascii = false;
            do {
                at++;
            } while (*at >= 0x80);
        }
        else if (*at == '\\' && at[1] != '\0') {
            string->has_escapes = true;
            at += 2;
        }
        else {
            return NULL;
        }
        at = after_unmarked(at, end, marks_of_escaped);
    }
    string->size = at - string->text;
    return at + 1;
}
