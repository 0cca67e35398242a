/* Values to XML by their plan, in one pass. */

#ifndef SO_CARRIERS_XML_WRITER_H
#define SO_CARRIERS_XML_WRITER_H

#include "plans.h"

/* The XML of a value, a new reference; NULL with an exception, or with `*declined` set. What plain XML
   cannot say stands in attributes, where those are allowed. */
PyObject *write_xml(State *state, ValuePlan *plan, PyObject *value, const Limits *limits, bool has_extensions,
                    Decline *declined);

#endif
