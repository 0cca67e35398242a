/* The members of a carrier that are to be written, one after the other, as its wire state has them. */

#ifndef SO_CARRIERS_CARRIER_MEMBERS_H
#define SO_CARRIERS_CARRIER_MEMBERS_H

#include "plans.h"
#include "writer.h"

typedef struct {
    const MemberPlan *member; /* NULL for an unknown one */
    PyObject *name;           /* as it is spelled; NULL where that is the declared name */
    PyObject *value;          /* NULL for null against the type */
    PyObject *spelling;       /* of a scalar, or of those within; NULL for none */
} CarrierMember;

typedef struct {
    Writer *writer;
    const CarrierPlan *plan;
    PyObject *carrier;
    PyObject *state;               /* the wire state, whose parts the next three are */
    PyObject *absent;              /* frozenset of attributes */
    PyObject *unknown, *spellings; /* dicts, the latter NULL for an empty one */
    PyObject *places;              /* tuple as of `layout_of`, or NULL where declared names stand in order */
    PyObject *value, *spelling;    /* of the member that is being written */
    Py_ssize_t at, expected, count;
} CarrierMembers;

/* Whether a carrier is of that class, and one that is written here; false, declined, for any other. */
static inline bool
is_written_here(Writer *writer, const CarrierPlan *plan, PyObject *carrier)
{
    if (Py_TYPE(carrier) != plan->type) {
        return refuse(writer, OTHER_TYPE);
    }
    return plan->is_open || refuse(writer, NEEDS_PYTHON);
}

/* Begins with a carrier that has a wire state; false where it declined. In any case `end_members` has to be
   called. */
bool begin_members(CarrierMembers *members, Writer *writer, const CarrierPlan *plan, PyObject *carrier);
void end_members(CarrierMembers *members);

/* Goes on to the next member, borrowed until the one after it; false at the end, or where it declined. */
bool next_member(CarrierMembers *members, CarrierMember *member);

#endif
