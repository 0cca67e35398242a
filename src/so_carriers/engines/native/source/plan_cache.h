/* Plans by what they are of, found by identity, so that a call in the usual case asks no Python. */

#ifndef SO_CARRIERS_PLAN_CACHE_H
#define SO_CARRIERS_PLAN_CACHE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

enum { KEPT_PLANS = 64 };

typedef struct {
    struct {
        PyObject *key, *plan;
    } places[KEPT_PLANS];
} PlanCache;

/* The plan that `make(key)` gave once, a new reference; NULL with its exception, or without one where it
   gave None. */
PyObject *kept_plan(PlanCache *cache, PyObject *key, PyObject *make);

int plan_cache_visit(PlanCache *cache, visitproc visit, void *arg);
void plan_cache_clear(PlanCache *cache);

#endif
