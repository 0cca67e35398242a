#include "name_table.h"

#include <string.h>

static inline uint64_t
piece_of(const unsigned char *text, Py_ssize_t size)
{
    uint64_t piece = 0;
    memcpy(&piece, text, (size_t)size);
    return piece;
}

/* Of the length, the first and the last eight bytes; 0x20 is what tells upper case from lower. */
static uint32_t
hash_of(const unsigned char *text, Py_ssize_t size)
{
    uint64_t first, last;
    if (size >= 8) {
        first = piece_of(text, 8);
        last = piece_of(text + size - 8, 8);
    }
    else {
        first = piece_of(text, size);
        last = 0;
    }
    first |= 0x2020202020202020u;
    last |= 0x2020202020202020u;
    uint64_t hash = (first ^ (last << 23 | last >> 41) ^ (uint64_t)size) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

static inline unsigned char
folded(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static bool
is_same_name(const Name *name, const unsigned char *text, Py_ssize_t size)
{
    if (name->size != size) {
        return false;
    }
    if (memcmp(name->text, text, (size_t)size) == 0) {
        return true;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        if (folded((unsigned char)name->text[i]) != folded(text[i])) {
            return false;
        }
    }
    return true;
}

int
name_table_init(NameTable *table, Py_ssize_t count)
{
    uint32_t size = 4;
    while (size < 2 * (uint64_t)count) {
        size *= 2;
    }
    table->slots = PyMem_Calloc(size, sizeof(Name));
    if (table->slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    table->mask = size - 1;
    return 0;
}

void
name_table_free(NameTable *table)
{
    PyMem_Free(table->slots);
    table->slots = NULL;
}

static Name *
place_of(const NameTable *table, const unsigned char *text, Py_ssize_t size)
{
    uint32_t at = hash_of(text, size) & table->mask;
    while (table->slots[at].text != NULL && !is_same_name(&table->slots[at], text, size)) {
        at = (at + 1) & table->mask;
    }
    return &table->slots[at];
}

void
name_table_add(NameTable *table, const char *text, Py_ssize_t size, int32_t value)
{
    Name *place = place_of(table, (const unsigned char *)text, size);
    if (place->text == NULL) {
        *place = (Name){text, size, value};
    }
}

const Name *
name_table_find(const NameTable *table, const unsigned char *text, Py_ssize_t size)
{
    const Name *place = place_of(table, text, size);
    return place->text == NULL ? NULL : place;
}

int32_t
name_table_value(const NameTable *table, const unsigned char *text, Py_ssize_t size)
{
    const Name *name = name_table_find(table, text, size);
    return name == NULL ? -1 : name->value;
}
