/* The spellings that a wire state keeps of what stands in a list or dictionary, by index or key. */

#ifndef SO_CARRIERS_SPELLINGS_H
#define SO_CARRIERS_SPELLINGS_H

#include "native.h"

/* Each puts a new reference into `*spelling`, since Python's code that runs meanwhile might empty the dict;
   it stays NULL for none, and where `spellings` is NULL. False with an exception. */
bool spelling_of_key(PyObject *spellings, PyObject *key, PyObject **spelling);
bool spelling_of_index(PyObject *spellings, Py_ssize_t index, PyObject **spelling);

#endif
