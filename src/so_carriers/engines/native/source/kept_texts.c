#include "kept_texts.h"

#include "bytes.h"
#include "json_text.h"

static uint32_t
place_of(const unsigned char *text, Py_ssize_t size)
{
    uint64_t first = 0, last = 0; /* eight bytes tell most keys apart */
    if (size >= 8) {
        first = word_at(text);
        last = word_at(text + size - 8);
    }
    else {
        memcpy(&first, text, (size_t)size);
    }
    uint64_t hash = (first ^ (last << 23 | last >> 41) ^ (uint64_t)size) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32) % KEPT_TEXTS;
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
