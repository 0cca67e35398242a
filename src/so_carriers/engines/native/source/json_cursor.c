#include "json_cursor.h"

#include <string.h>

#include "json_text.h"

bool
take_literal(Cursor *cursor, const char *literal, size_t size)
{
    if (strncmp((const char *)cursor->at, literal, size) != 0) {
        decline(cursor, MALFORMED);
        return false;
    }
    cursor->at += size;
    return true;
}

bool
take_string(Cursor *cursor, Quoted *string)
{
    if (*cursor->at != '"') {
        decline(cursor, MALFORMED);
        return false;
    }
    const unsigned char *end = scan_string(cursor->at + 1, string);
    if (end == NULL) {
        decline(cursor, MALFORMED);
        return false;
    }
    cursor->at = end;
    return true;
}

bool
take_colon(Cursor *cursor)
{
    if (next_byte(cursor) != ':') {
        decline(cursor, MALFORMED);
        return false;
    }
    cursor->at = after_blanks(cursor->at + 1);
    return true;
}

bool
take_comma(Cursor *cursor, char closing)
{
    unsigned char next = next_byte(cursor);
    if (next == ',') {
        cursor->at = after_blanks(cursor->at + 1);
        return true;
    }
    if (next != (unsigned char)closing) {
        decline(cursor, MALFORMED);
    }
    return false;
}

PyObject *
text_of(Cursor *cursor, const Quoted *string)
{
    PyObject *text = string->is_ascii && !string->has_escapes ? ascii_text(string->text, string->size)
                                                              : json_text(string->text, string->size);
    return text == NULL ? decline_text(cursor) : text;
}
