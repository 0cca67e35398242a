/* What the engine is told once of the Python side: classes, where their slots are, tables and functions. */

#ifndef SO_CARRIERS_INTRODUCTION_H
#define SO_CARRIERS_INTRODUCTION_H

#include "native.h"

/* Takes all of it from a dict of names; -1 with an exception. */
int take_introduction(State *state, PyObject *names);

#endif
