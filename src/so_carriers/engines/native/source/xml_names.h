/* Names of elements, of letters that all editions of XML 1.0 have.

   The fourth edition (appendix B) and the fifth differ in what a name may be made of; those of
   both are read and written here (engines/python/xml_names.py), others are declined. */

#ifndef SO_CARRIERS_XML_NAMES_H
#define SO_CARRIERS_XML_NAMES_H

#include "native.h"

/* Where the name that begins here ends, which has no colon; NULL where none does. */
const unsigned char *after_name(const unsigned char *at);

/* Whether an element can bear this name, which is UTF-8 with a zero byte behind it. */
bool is_element_name(const char *name, Py_ssize_t size);

#endif
