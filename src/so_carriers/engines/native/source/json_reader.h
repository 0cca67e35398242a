/* JSON text to values by their plan, in one pass. */

#ifndef SO_CARRIERS_JSON_READER_H
#define SO_CARRIERS_JSON_READER_H

#include "plans.h"

/* The value of a JSON text, a new reference; NULL with an exception, or with `*declined` set. */
PyObject *read_json(State *state, ValuePlan *plan, PyObject *body, const Limits *limits, bool is_strict,
                    Decline *declined);

#endif
