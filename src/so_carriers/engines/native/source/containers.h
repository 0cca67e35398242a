/* Lists and dictionaries on their way, with the spellings of what is in them. */

#ifndef SO_CARRIERS_CONTAINERS_H
#define SO_CARRIERS_CONTAINERS_H

#include "cursor.h"

/* Keeps the spelling of an item under its index, key or attribute, which is NULL with an exception; takes
   the reference to the spelling, which may be NULL for none. -1 with an exception. */
int keep_spelling(PyObject **spellings, PyObject *step, PyObject *spelling);

/* Adds an item; takes the references to it and to its spelling, either of which may be NULL: without an
   item nothing is added, and -1 is returned. */
int add_item(PyObject *items, PyObject *item, PyObject *spelling, PyObject **spellings);

/* Adds a value under a key that may not be there yet; takes references as `add_item`, that to the key too. */
int add_entry(Cursor *cursor, PyObject *dictionary, PyObject *key, PyObject *value, PyObject *spelling,
              PyObject **spellings);

/* What was made of a container, if nothing was declined on the way; else NULL, and it is given up. */
PyObject *whole_container(Cursor *cursor, PyObject *container);

#endif
