/* The spellings that a wire state keeps of what stands in a list or dictionary, by index or key. */

#ifndef SO_CARRIERS_SPELLINGS_H
#define SO_CARRIERS_SPELLINGS_H

#include "native.h"

/* Each gives a new reference, since Python's code that runs meanwhile might empty the dict; NULL for none,
   and where `spellings` is NULL. */
PyObject *spelling_of_key(PyObject *spellings, PyObject *key);
PyObject *spelling_of_index(PyObject *spellings, Py_ssize_t index);

#endif
