/* Bytes compared and looked through eight at a time, and one at a time where fewer are left. */

#ifndef SO_CARRIERS_BYTES_H
#define SO_CARRIERS_BYTES_H

#include "native.h"

#include <string.h>

static inline uint64_t
word_at(const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Steps over white space, which is the same four characters in JSON and XML. */
static inline const unsigned char *
after_blanks(const unsigned char *at)
{
    while (*at <= ' ' && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    return at;
}

static inline bool
is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What a hexadecimal digit stands for; -1 for what is none. */
static inline int
digit_value(unsigned char byte)
{
    if (is_digit(byte)) {
        return byte - '0';
    }
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Whether the bytes from `at` up to `end` begin with these. */
static inline bool
begins_with(const unsigned char *at, const unsigned char *end, const char *bytes, Py_ssize_t size)
{
    if (end - at < size) {
        return false;
    }
    if (size < 8) {
        while (size > 0 && at[size - 1] == (unsigned char)bytes[size - 1]) {
            size--;
        }
        return size == 0;
    }
    for (Py_ssize_t i = 0; i < size - 8; i += 8) {
        if (word_at(at + i) != word_at(bytes + i)) {
            return false;
        }
    }
    return word_at(at + size - 8) == word_at(bytes + size - 8);
}

/* Marks by their highest bits the bytes of a word of which one has to be looked at more closely. The lowest
   mark is exact; bytes above it may be marked for nothing. */

#define EACH_BYTE(byte) ((uint64_t)(byte) * 0x0101010101010101u)

static inline uint64_t
marks_of_zero(uint64_t word)
{
    return (word - EACH_BYTE(1)) & ~word & EACH_BYTE(0x80);
}

/* Control characters, and all that is not ASCII. */
static inline uint64_t
marks_of_unprintable(uint64_t word)
{
    return ((word - EACH_BYTE(' ')) | word) & EACH_BYTE(0x80);
}

/* Where the lowest mark is, of which there has to be one; only for machines that store it first. */
static inline int
first_mark(uint64_t marks)
{
#if defined(__GNUC__) || defined(__clang__)
    return __builtin_ctzll(marks) / 8;
#else
    int at = 0;
    while ((marks & 0x80) == 0) {
        marks >>= 8;
        at++;
    }
    return at;
#endif
}

/* SO_CARRIERS_NARROW is for trying the way that machines go which store the highest byte first. */
#if defined(SO_CARRIERS_NARROW) || PY_BIG_ENDIAN
enum { IS_WIDE = 0 };
#else
enum { IS_WIDE = 1 };
#endif

/* Copies bytes that are few mostly, which a call of memcpy would take longer for. */
static inline void
copy_bytes(char *target, const char *bytes, Py_ssize_t size)
{
    if (size < 8) {
        for (Py_ssize_t i = 0; i < size; i++) {
            target[i] = bytes[i];
        }
        return;
    }
    if (size > 64) {
        memcpy(target, bytes, (size_t)size);
        return;
    }
    for (Py_ssize_t i = 0; i < size - 8; i += 8) {
        memcpy(target + i, bytes + i, 8);
    }
    memcpy(target + size - 8, bytes + size - 8, 8);
}

/* Which bytes of a word are marked; all of a kind of scan has one such function. */
typedef uint64_t MarksOf(uint64_t word);

/* Where the next byte is that `marks_of` marks; the zero byte at the end has to be. */
static inline const unsigned char *
after_unmarked(const unsigned char *at, const unsigned char *end, MarksOf marks_of)
{
    while (IS_WIDE && end - at >= 8) {
        uint64_t marks = marks_of(word_at(at));
        if (marks != 0) {
            return at + first_mark(marks);
        }
        at += 8;
    }
    while (marks_of(EACH_BYTE(*at)) == 0) {
        at++;
    }
    return at;
}

/* Copies bytes up to the first that `marks_of` marks in a word, at most `size` of them; how many were
   copied. The target has room for all. */
static inline Py_ssize_t
copy_unmarked(char *target, const char *bytes, Py_ssize_t size, MarksOf marks_of)
{
    Py_ssize_t at = 0;
    while (IS_WIDE && at < size && size >= 8) {
        Py_ssize_t from = at > size - 8 ? size - 8 : at; /* the last word may begin in the one before */
        uint64_t word = word_at(bytes + from), marks = marks_of(word);
        memcpy(target + from, &word, 8);
        if (marks != 0) {
            return from + first_mark(marks);
        }
        at = from + 8;
    }
    for (; at < size; at++) {
        if (marks_of(EACH_BYTE((unsigned char)bytes[at])) != 0) {
            break;
        }
        target[at] = bytes[at];
    }
    return at;
}

#endif
