#include "kept_texts.h"

#include <stdint.h>
#include <string.h>

#include "json_text.h"

static uint32_t
place_of(const unsigned char *text, Py_ssize_t size)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (Py_ssize_t i = 0; i < size; i++) {
        hash = (hash ^ text[i]) * 16777619u;
    }
    return (hash ^ hash >> 16) % KEPT_TEXTS;
}

PyObject *
kept_text(KeptTexts *texts, const unsigned char *text, Py_ssize_t size)
{
    if (size > LONGEST_KEPT) {
        return ascii_text(text, size);
    }
    PyObject **place = &texts->places[place_of(text, size)];
    PyObject *kept = *place;
    if (kept != NULL && PyUnicode_GET_LENGTH(kept) == size
        && memcmp(PyUnicode_1BYTE_DATA(kept), text, (size_t)size) == 0) {
        return Py_NewRef(kept);
    }
    PyObject *made = ascii_text(text, size);
    if (made != NULL) {
        Py_XSETREF(*place, Py_NewRef(made));
    }
    return made;
}

void
kept_texts_clear(KeptTexts *texts)
{
    for (int i = 0; i < KEPT_TEXTS; i++) {
        Py_CLEAR(texts->places[i]);
    }
}
