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
    PyObject *state;  /* the wire state, whose parts the next three are; NULL where all members are there */
    PyObject *absent; /* frozenset of attributes */
    PyObject *unknown, *spellings; /* dicts, the latter NULL for an empty one */
    PyObject *places;              /* tuple as of `layout_of`, or NULL where declared names stand in order */
    PyObject *value;               /* the one that is being written */
    Py_ssize_t at, expected, count;
} CarrierMembers;

/* Begins with a carrier of that class; false where it declined. `end_members` has to be called in any case. */
bool begin_members(CarrierMembers *members, Writer *writer, const CarrierPlan *plan, PyObject *carrier);
void end_members(CarrierMembers *members);

bool next_member_by_state(CarrierMembers *members, CarrierMember *member);

/* Goes on to the next member, borrowed until the one after it; false at the end, or where it declined. */
static inline bool
next_member(CarrierMembers *members, CarrierMember *member)
{
    Py_CLEAR(members->value);
    if (members->state != NULL) {
        return next_member_by_state(members, member);
    }
    if (members->at == members->plan->size) {
        return members->at > members->writer->members && refuse(members->writer, TOO_MANY_MEMBERS);
    }
    const MemberPlan *plan = &members->plan->members[members->at++];
    members->value = Py_XNewRef(*slot_of(members->carrier, plan->offset));
    *member = (CarrierMember){.member = plan, .value = members->value};
    return members->value != NULL || refuse(members->writer, NEEDS_PYTHON);
}

#endif
