#include "json_text.h"

#include <string.h>

#include "utf8.h"

/* The number of four hexadecimal digits; -1 where there are none. */
static int32_t
code_unit(const unsigned char *text, const unsigned char *end)
{
    if (end - text < 4) {
        return -1;
    }
    int32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = digit_value(text[i]);
        if (digit < 0) {
            return -1;
        }
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The character of an escape whose u was read, and where it ends; -1 for none, or half of one. */
static int32_t
escaped_character(const unsigned char **text, const unsigned char *end)
{
    int32_t unit = code_unit(*text, end);
    if (unit < 0) {
        return -1;
    }
    *text += 4;
    if (unit < 0xD800 || unit > 0xDFFF) {
        return unit;
    }
    if (unit > 0xDBFF || end - *text < 6 || (*text)[0] != '\\' || (*text)[1] != 'u') {
        return -1;
    }
    int32_t low = code_unit(*text + 2, end);
    if (low < 0xDC00 || low > 0xDFFF) {
        return -1;
    }
    *text += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static int
plain_escape(unsigned char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return -1;
    }
}

Py_ssize_t
without_escapes(const unsigned char *text, Py_ssize_t size, unsigned char *target)
{
    const unsigned char *end = text + size;
    unsigned char *at = target;
    while (text < end) {
        if (*text != '\\') {
            *at++ = *text++;
            continue;
        }
        if (++text == end) {
            return -1;
        }
        unsigned char letter = *text++;
        int32_t character = letter == 'u' ? escaped_character(&text, end) : plain_escape(letter);
        if (character < 0) {
            return -1;
        }
        at = put_utf8(at, (Py_UCS4)character);
    }
    return at - target;
}

PyObject *
json_text(const unsigned char *text, Py_ssize_t size)
{
    if (memchr(text, '\\', (size_t)size) == NULL) {
        return PyUnicode_DecodeUTF8((const char *)text, size, NULL);
    }
    unsigned char *target = PyMem_Malloc((size_t)size + 1);
    if (target == NULL) {
        return PyErr_NoMemory();
    }
    Py_ssize_t written = without_escapes(text, size, target);
    PyObject *made = written < 0 ? NULL : PyUnicode_DecodeUTF8((const char *)target, written, NULL);
    PyMem_Free(target);
    return made;
}
