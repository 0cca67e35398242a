#include "plan_cache.h"

#include <stdint.h>

PyObject *
kept_plan(PlanCache *cache, PyObject *key, PyObject *make)
{
    size_t place = (uintptr_t)key / 16 % KEPT_PLANS;
    if (cache->places[place].key == key) {
        return Py_NewRef(cache->places[place].plan);
    }
    PyObject *plan = PyObject_CallOneArg(make, key);
    if (plan == NULL || plan == Py_None) {
        Py_XDECREF(plan);
        return NULL;
    }
    PyObject *old_key = cache->places[place].key, *old_plan = cache->places[place].plan;
    cache->places[place].key = Py_NewRef(key);
    cache->places[place].plan = Py_NewRef(plan);
    Py_XDECREF(old_key);
    Py_XDECREF(old_plan);
    return plan;
}

int
plan_cache_visit(PlanCache *cache, visitproc visit, void *arg)
{
    for (int i = 0; i < KEPT_PLANS; i++) {
        Py_VISIT(cache->places[i].key);
        Py_VISIT(cache->places[i].plan);
    }
    return 0;
}

void
plan_cache_clear(PlanCache *cache)
{
    for (int i = 0; i < KEPT_PLANS; i++) {
        Py_CLEAR(cache->places[i].key);
        Py_CLEAR(cache->places[i].plan);
    }
}
