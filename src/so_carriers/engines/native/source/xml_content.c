#include "xml_content.h"

#include "json_text.h"

bool
take_text(XmlCursor *cursor, const Element *element, XmlText *text)
{
    if (element->is_empty) {
        *text = (XmlText){.text = cursor->base.at, .is_ascii = true};
        return true;
    }
    const unsigned char *end = scan_xml_text(cursor->base.at, cursor->base.end, text);
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

PyObject *
shared_str_of(XmlCursor *cursor, const XmlText *text)
{
    return text->is_ascii && !text->has_references && !text->has_returns
               ? kept_text(&cursor->base.state->texts, text->text, text->size)
               : str_of(cursor, text);
}

PyObject *
name_of(XmlCursor *cursor, Span name)
{
    PyObject *made = json_text(name.text, name.size);
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

/* A text as bytes that `json_text` reads as that text, a new reference; NULL with an exception. */
static PyObject *
json_octets(PyObject *text)
{
    Py_ssize_t size;
    const char *octets = PyUnicode_AsUTF8AndSize(text, &size);
    PyObject *made = octets == NULL ? NULL : PyBytes_FromStringAndSize(NULL, 2 * size);
    if (made == NULL) {
        return NULL;
    }
    char *to = PyBytes_AS_STRING(made);
    for (Py_ssize_t i = 0; i < size; i++) {
        if (octets[i] == '\\') {
            *to++ = '\\';
        }
        *to++ = octets[i];
    }
    _PyBytes_Resize(&made, to - PyBytes_AS_STRING(made));
    return made;
}

/* The bytes of a name with references, or what else has to be read as something else, which the cursor
   keeps; borrowed. */
static PyObject *
resolved_name(XmlCursor *cursor, const XmlText *given)
{
    if (cursor->names == NULL) {
        cursor->names = PyList_New(0);
    }
    PyObject *text = cursor->names == NULL ? NULL : attribute_text(given);
    PyObject *name = text == NULL ? decline_text(&cursor->base) : json_octets(text);
    if (name != NULL && PyList_Append(cursor->names, name) < 0) {
        Py_CLEAR(name);
    }
    Py_XDECREF(text);
    Py_XDECREF(name); /* the list has it */
    return name;
}

Span
member_name(XmlCursor *cursor, const Element *element)
{
    const XmlText *given = &element->member;
    if (!element->has_member) {
        return element->local;
    }
    bool is_plain = !given->has_references;
    for (Py_ssize_t i = 0; is_plain && i < given->size; i++) {
        is_plain = given->text[i] >= ' ' && given->text[i] != '\\';
    }
    if (is_plain) {
        return (Span){given->text, given->size};
    }
    PyObject *name = resolved_name(cursor, given);
    return name == NULL ? (Span){NULL, 0}
                        : (Span){(const unsigned char *)PyBytes_AS_STRING(name), PyBytes_GET_SIZE(name)};
}
