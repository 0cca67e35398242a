/* DateTimes from their canonical text, and back. */

#ifndef SO_CARRIERS_DATE_TIMES_H
#define SO_CARRIERS_DATE_TIMES_H

#include "native.h"

/* Has to be called once before all else; -1 with an exception. */
int date_times_init(void);

/* The DateTime of a canonical text; NULL with an exception, or without one for any other text. */
PyObject *read_date_time(State *state, const unsigned char *text, Py_ssize_t size);

enum { LONGEST_DATE_TIME = 64 };

/* Writes the canonical text of a DateTime; its length, 0 where only Python knows how, -1 with an
   exception. */
int write_date_time(State *state, PyObject *value, char target[LONGEST_DATE_TIME]);

#endif
