#include "xml_content.h"

#include <string.h>

bool
take_text(XmlCursor *cursor, const Element *element, XmlText *text)
{
    if (element->is_empty) {
        *text = (XmlText){.text = cursor->base.at, .is_ascii = true};
        return true;
    }
    const unsigned char *end = scan_xml_text(cursor->base.at, text);
    if (end == NULL) {
        decline(&cursor->base, MALFORMED);
        return false;
    }
    if (text->size > cursor->longest_text) {
        decline(&cursor->base, OUT_OF_RANGE);
        return false;
    }
    cursor->base.at = end;
    return take_end_tag(cursor, element);
}

PyObject *
str_of(XmlCursor *cursor, const XmlText *text)
{
    PyObject *made = xml_text(text);
    return made == NULL ? decline_text(&cursor->base) : made;
}

bool
close_null(XmlCursor *cursor, const Element *element)
{
    if (element->is_empty) {
        return true;
    }
    return skip_blanks_and_comments(cursor) && take_end_tag(cursor, element);
}

bool
has_child(XmlCursor *cursor, const Element *element)
{
    if (element->is_empty || !skip_blanks_and_comments(cursor)) {
        return false;
    }
    if (!is_at_end_tag(cursor)) {
        return true;
    }
    take_end_tag(cursor, element);
    return false;
}

Span
member_name(XmlCursor *cursor, const Element *element)
{
    const XmlText *given = &element->member;
    if (given->text == NULL) {
        return element->local;
    }
    for (Py_ssize_t i = 0; i < given->size; i++) {
        if (given->text[i] < ' ' || given->text[i] == '&' || given->text[i] == '\\') {
            decline(&cursor->base, OTHER_SPELLING);
            return (Span){NULL, 0};
        }
    }
    return (Span){given->text, given->size};
}
