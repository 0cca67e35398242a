/* The texts of scalars of declared types, which all formats write. */

#ifndef SO_CARRIERS_SCALAR_TEXTS_H
#define SO_CARRIERS_SCALAR_TEXTS_H

#include "date_times.h"
#include "plans.h"
#include "writer.h"

/* Each gives false or NULL where it declined, or with an exception. */

bool integer_of_value(Writer *writer, const ValuePlan *plan, PyObject *value, long long *number);

/* The text of an enum's member, or one that stands for a member we do not know; a new reference. */
PyObject *enum_text(Writer *writer, const ValuePlan *plan, PyObject *value);

/* Writes the text of a DateTime into `target`, how long it is into `*size`; where only Python knows it,
   `*text` gets a new reference to it, else NULL. */
bool date_time_text(Writer *writer, PyObject *value, char target[LONGEST_DATE_TIME], int *size,
                    PyObject **text);

#endif
