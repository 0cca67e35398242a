/* Scalars of declared types as elements. */

#ifndef SO_CARRIERS_XML_SCALAR_ELEMENTS_H
#define SO_CARRIERS_XML_SCALAR_ELEMENTS_H

#include "plans.h"
#include "xml_output.h"

/* Writes a scalar other than null; false where it declined, or with an exception. */
bool put_scalar_element(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value);

/* The same as it came, while it still is what was read; anything else Python judges. */
bool put_spelled_element(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value,
                         PyObject *spelling);

#endif
