/* Short ASCII texts that come again and again: keys of dictionaries, names of unknown members.

   One place for each of some hashes; a text takes the place of whichever was there before, so
   that a peer's names are kept for no longer than until others come. */

#ifndef SO_CARRIERS_KEPT_TEXTS_H
#define SO_CARRIERS_KEPT_TEXTS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

enum { KEPT_TEXTS = 512, LONGEST_KEPT = 32 };

typedef struct {
    PyObject *places[KEPT_TEXTS];
} KeptTexts;

/* The str of ASCII bytes, a new reference; NULL with MemoryError. */
PyObject *kept_text(KeptTexts *texts, const unsigned char *text, Py_ssize_t size);

void kept_texts_clear(KeptTexts *texts);

#endif
