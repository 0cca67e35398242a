/* Scalars of declared types, once it is known where their text begins and ends. */

#ifndef SO_CARRIERS_SCALARS_H
#define SO_CARRIERS_SCALARS_H

#include "cursor.h"
#include "numbers.h"
#include "plans.h"

/* Each gives a new reference; NULL with an exception or declined. */

PyObject *integer_of(Cursor *cursor, const ValuePlan *plan, const Number *number);

PyObject *date_time_of(Cursor *cursor, const unsigned char *text, Py_ssize_t size);

/* The value of a text, which is as JSON has it. `*spelling` gets a new reference to how the text was
   spelled where that is not the canonical one. */
PyObject *enum_of(Cursor *cursor, const ValuePlan *plan, PyObject *text, PyObject **spelling);

/* The value of a canonical text, without a text made of it; NULL, with neither, for any other. */
PyObject *named_enum_of(const ValuePlan *plan, const unsigned char *text, Py_ssize_t size);

#endif
