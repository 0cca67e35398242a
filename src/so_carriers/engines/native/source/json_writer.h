/* Values to JSON text by their plan, in one pass. */

#ifndef SO_CARRIERS_JSON_WRITER_H
#define SO_CARRIERS_JSON_WRITER_H

#include "plans.h"

/* The JSON text of a value, a new reference; NULL with an exception, or with `*declined` set. Without a
   plan the value is a carrier, or a list of such, at any depth. */
PyObject *write_json(State *state, ValuePlan *plan, PyObject *value, const Limits *limits, Decline *declined);

#endif
