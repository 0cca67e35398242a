/* Names of members and of enum values, found by their UTF-8 bytes.

   Names are hashed without regard to ASCII case, so that one look finds a name in any
   case; whether it is the exact one the caller sees by comparing. */

#ifndef SO_CARRIERS_NAME_TABLE_H
#define SO_CARRIERS_NAME_TABLE_H

#include "native.h"

typedef struct {
    const char *text; /* UTF-8, owned by whoever owns the table's names */
    Py_ssize_t size;
    int32_t value;
} Name;

typedef struct {
    Name *slots;
    uint32_t mask;
} NameTable;

/* Makes room for so many names; -1 with MemoryError. */
int name_table_init(NameTable *table, Py_ssize_t count);
void name_table_free(NameTable *table);

/* Adds a name unless one that differs by case at most is there. */
void name_table_add(NameTable *table, const char *text, Py_ssize_t size, int32_t value);

/* The name that is these bytes but for their ASCII case, or NULL. */
const Name *name_table_find(const NameTable *table, const unsigned char *text, Py_ssize_t size);

/* What that name stands for, or -1. */
int32_t name_table_value(const NameTable *table, const unsigned char *text, Py_ssize_t size);

#endif
