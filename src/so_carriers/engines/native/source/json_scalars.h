/* Scalars as JSON has them: numbers, true and false, texts, dates and the names of enums. */

#ifndef SO_CARRIERS_JSON_SCALARS_H
#define SO_CARRIERS_JSON_SCALARS_H

#include "plans.h"
#include "writer.h"

/* Writes a value of a type that is no container; declines what is of another. */
bool write_scalar(Writer *writer, const ValuePlan *plan, PyObject *value);

#endif
