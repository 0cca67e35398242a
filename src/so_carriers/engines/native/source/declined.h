/* `Declined`, which calls return for what the reference engine has to be asked about, and how many were. */

#ifndef SO_CARRIERS_DECLINED_H
#define SO_CARRIERS_DECLINED_H

#include "native.h"

extern PyType_Spec declined_spec;

/* Makes the one object of each reason, once the type is there; -1 with an exception. */
int make_declined(State *state);

/* What a call returns, counted: its result, which is NULL with an exception or where it declined. */
PyObject *counted(State *state, PyObject *result, Decline declined);

/* How many bodies were served, and how many declined, by reason: a new dict. */
PyObject *counts_by_reason(State *state);

#endif
