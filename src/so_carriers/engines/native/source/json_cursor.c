#include "json_cursor.h"

#include "kept_texts.h"

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

PyObject *
odd_text_of(Cursor *cursor, const Quoted *string)
{
    PyObject *text = json_text(string->text, string->size);
    return text == NULL ? decline_text(cursor) : text;
}

PyObject *
key_of(Cursor *cursor, const Quoted *string)
{
    return string->is_ascii && !string->has_escapes
               ? kept_text(&cursor->state->texts, string->text, string->size)
               : text_of(cursor, string);
}
