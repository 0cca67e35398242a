#include "xml_text.h"

#include "bytes.h"
#include "json_text.h"
#include "utf8.h"

/* --- scanning */

/* What needs a closer look in a text and in an attribute: markup, references, control characters, all that
   is not ASCII; and in an attribute quotation marks. */

static inline uint64_t
marks_in_text(uint64_t word)
{
    /* < and > differ by the bit of value 2. */
    return marks_of_unprintable(word) | marks_of_zero((word & ~EACH_BYTE(2)) ^ EACH_BYTE('<'))
           | marks_of_zero(word ^ EACH_BYTE('&'));
}

static inline uint64_t
marks_in_attribute(uint64_t word)
{
    /* & and ' differ by the bit of value 1. */
    return marks_of_unprintable(word) | marks_of_zero(word ^ EACH_BYTE('<'))
           | marks_of_zero((word | EACH_BYTE(1)) ^ EACH_BYTE('\'')) | marks_of_zero(word ^ EACH_BYTE('"'));
}

/* Notes what a byte means that is not plain; false for what is no character (production 2). */
static inline bool
note_byte(const unsigned char *at, XmlText *text)
{
    unsigned char byte = *at;
    if (byte == '&') {
        text->has_references = true;
    }
    else if (byte == '\r') {
        text->has_returns = true;
    }
    else if (byte >= 0x80) {
        text->is_ascii = false;
        /* U+FFFE and U+FFFF; whether all is UTF-8, is seen when the str is made. */
        return !(byte == 0xEF && at[1] == 0xBF && at[2] >= 0xBE);
    }
    else if (byte < ' ') {
        return byte == '\t' || byte == '\n';
    }
    return true;
}

static void
begin_text(const unsigned char *at, XmlText *text)
{
    *text = (XmlText){.text = at, .is_ascii = true};
}

const unsigned char *
scan_xml_text(const unsigned char *at, const unsigned char *end, XmlText *text)
{
    begin_text(at, text);
    for (;; at++) {
        at = after_unmarked(at, end, marks_in_text);
        if (*at == '<') {
            text->size = at - text->text;
            return at;
        }
        bool ends_cdata = *at == '>' && at - text->text >= 2 && at[-1] == ']' && at[-2] == ']';
        if (ends_cdata || !note_byte(at, text)) { /* production 14 */
            return NULL;
        }
    }
}

const unsigned char *
scan_attribute(const unsigned char *at, const unsigned char *end, unsigned char quote, XmlText *text)
{
    begin_text(at, text);
    for (;; at++) {
        at = after_unmarked(at, end, marks_in_attribute);
        if (*at == quote) {
            text->size = at - text->text;
            return at;
        }
        if (*at == '<' || !note_byte(at, text)) {
            return NULL;
        }
    }
}

/* --- references */

static const struct {
    const char *name;
    size_t size;
    char character;
} ENTITIES[] = {{"amp;", 4, '&'}, {"lt;", 3, '<'}, {"gt;", 3, '>'}, {"quot;", 5, '"'}, {"apos;", 5, '\''}};

static bool
is_xml_character(Py_UCS4 character)
{
    return character < ' ' ? character == '\t' || character == '\n' || character == '\r'
                           : character <= 0x10FFFF && !is_surrogate(character) && character != 0xFFFE
                                 && character != 0xFFFF;
}

/* Where a reference to a character ends whose number begins at `at`; NULL for none. */
static const unsigned char *
read_number(const unsigned char *at, Py_UCS4 *character)
{
    int base = *at == 'x' ? 16 : 10;
    at += base == 16;
    const unsigned char *digits = at;
    *character = 0;
    for (int digit; (digit = digit_value(*at)) >= 0 && digit < base; at++) {
        *character = *character * (Py_UCS4)base + (Py_UCS4)digit;
        if (*character > 0x10FFFF) {
            return NULL;
        }
    }
    return at > digits && *at == ';' && is_xml_character(*character) ? at + 1 : NULL;
}

/* Where the reference ends whose ampersand is before `at`; NULL for none that we know. */
static const unsigned char *
read_reference(const unsigned char *at, Py_UCS4 *character)
{
    if (*at == '#') {
        return read_number(at + 1, character);
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(ENTITIES); i++) {
        if (strncmp((const char *)at, ENTITIES[i].name, ENTITIES[i].size) == 0) {
            *character = (Py_UCS4)ENTITIES[i].character;
            return at + ENTITIES[i].size;
        }
    }
    return NULL;
}

/* --- strings */

/* Writes the text as it is read: references replaced, ends of lines as line feeds (section 2.11), and of
   attributes blanks for them. How many bytes there are, -1 for a reference that is none. */
static Py_ssize_t
resolve(const XmlText *text, bool is_attribute, unsigned char *target)
{
    const unsigned char *at = text->text, *end = at + text->size;
    unsigned char *to = target;
    while (at < end) {
        unsigned char byte = *at++;
        if (byte == '&') {
            Py_UCS4 character;
            at = read_reference(at, &character);
            if (at == NULL || at > end) {
                return -1;
            }
            to = put_utf8(to, character);
            continue;
        }
        if (byte == '\r') {
            at += at < end && *at == '\n';
            byte = '\n';
        }
        *to++ = is_attribute && (byte == '\n' || byte == '\t') ? ' ' : byte;
    }
    return to - target;
}

static PyObject *
resolved_text(const XmlText *text, bool is_attribute)
{
    /* No reference is shorter than what it stands for. */
    unsigned char *target = PyMem_Malloc((size_t)text->size + 1);
    if (target == NULL) {
        return PyErr_NoMemory();
    }
    Py_ssize_t size = resolve(text, is_attribute, target);
    PyObject *made = size < 0 ? NULL : PyUnicode_DecodeUTF8((const char *)target, size, NULL);
    PyMem_Free(target);
    return made;
}

PyObject *
xml_text(const XmlText *text)
{
    if (text->has_references || text->has_returns) {
        return resolved_text(text, false);
    }
    return text->is_ascii ? ascii_text(text->text, text->size)
                          : PyUnicode_DecodeUTF8((const char *)text->text, text->size, NULL);
}

PyObject *
attribute_text(const XmlText *text)
{
    return resolved_text(text, true);
}
