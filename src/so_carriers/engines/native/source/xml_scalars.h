/* Scalars in elements, whose text is not what JSON has: flags are separated by blanks, and json:token may
   tell another spelling. */

#ifndef SO_CARRIERS_XML_SCALARS_H
#define SO_CARRIERS_XML_SCALARS_H

#include "plans.h"
#include "xml_content.h"

/* Reads the scalar of an element whose start tag was stepped over, a new reference; `*spelling` gets one to
   how JSON spelled it, if that is not the canonical way. NULL with an exception or declined. */
PyObject *read_scalar_element(XmlCursor *cursor, const ValuePlan *plan, const Element *element,
                              PyObject **spelling);

#endif
