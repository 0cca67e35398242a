/* Characters as UTF-8 (RFC 3629). */

#ifndef SO_CARRIERS_UTF8_H
#define SO_CARRIERS_UTF8_H

#include "native.h"

/* Writes a character other than a surrogate; where its bytes end, of which there are four at most. */
static inline unsigned char *
put_utf8(unsigned char *target, Py_UCS4 character)
{
    if (character < 0x80) {
        *target++ = (unsigned char)character;
    }
    else if (character < 0x800) {
        *target++ = (unsigned char)(0xC0 | character >> 6);
        *target++ = (unsigned char)(0x80 | (character & 0x3F));
    }
    else if (character < 0x10000) {
        *target++ = (unsigned char)(0xE0 | character >> 12);
        *target++ = (unsigned char)(0x80 | (character >> 6 & 0x3F));
        *target++ = (unsigned char)(0x80 | (character & 0x3F));
    }
    else {
        *target++ = (unsigned char)(0xF0 | character >> 18);
        *target++ = (unsigned char)(0x80 | (character >> 12 & 0x3F));
        *target++ = (unsigned char)(0x80 | (character >> 6 & 0x3F));
        *target++ = (unsigned char)(0x80 | (character & 0x3F));
    }
    return target;
}

static inline bool
is_surrogate(Py_UCS4 character)
{
    return character >= 0xD800 && character <= 0xDFFF;
}

#endif
