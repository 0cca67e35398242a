#include "json_scanner.h"

/* Whether a byte of a string needs no closer look: quotes, backslashes, control characters and all that
   is not ASCII do. */
static inline bool
is_plain(unsigned char byte)
{
    return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
}

const unsigned char *
scan_string(const unsigned char *at, Quoted *string)
{
    string->text = at;
    string->is_ascii = true;
    string->has_escapes = false;
    for (;;) {
        while (is_plain(*at)) {
            at++;
        }
        if (*at == '"') {
            string->size = at - string->text;
            return at + 1;
        }
        if (*at >= 0x80) {
            string->is_ascii = false;
            at++;
        }
        else if (*at == '\\' && at[1] != '\0') {
            string->has_escapes = true;
            at += 2;
        }
        else {
            return NULL;
        }
    }
}
