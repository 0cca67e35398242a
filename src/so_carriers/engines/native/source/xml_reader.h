/* XML documents to values by their plan, in one pass, without a tree. */

#ifndef SO_CARRIERS_XML_READER_H
#define SO_CARRIERS_XML_READER_H

#include "plans.h"

/* The value of an XML document in UTF-8, a new reference; NULL with an exception, or with `*declined` set. */
PyObject *read_xml(State *state, ValuePlan *plan, PyObject *body, const Limits *limits, bool is_strict,
                   Decline *declined);

#endif
