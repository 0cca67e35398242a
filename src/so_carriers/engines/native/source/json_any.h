/* JSON values that no type declares, as unknown members hold them. */

#ifndef SO_CARRIERS_JSON_ANY_H
#define SO_CARRIERS_JSON_ANY_H

#include "json_cursor.h"

/* Reads any JSON value: dict, list, str, int, bool, None, and NumberToken for what is no integer. */
PyObject *read_any(Cursor *cursor);

#endif
