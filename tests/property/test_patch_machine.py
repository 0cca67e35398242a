"""A carrier that is edited in every way ends where the same edits bring its plain document."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import json_merge_patch
import jsonpatch
import jsonpointer
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import so_carriers as so
from so_carriers.schema.types import CarrierType
from so_carriers.testing import json_documents, json_patches
from so_carriers.testing.strategies.patches.documents_of_types import with_declared_names
from so_carriers.testing.strategies.values import values_of
from tests.property.declared_carriers import Whole, attempt
from tests.property.patch_forms import document_form, is_as_if_decoded
from tests.property.patched_carriers import CLASSES, body_of, canonical_carriers, document_in, document_of
from tests.property.xml_returns import cannot_be_carried

UNKNOWN = ["x", "X", "y/~1", ""]
"""Names that no carrier declares."""


class Edits(RuleBasedStateMachine):
    """The carrier, and the document that it must write but for the order of members."""

    def __init__(self) -> None:
        super().__init__()
        self.carrier: Any = so.Role()
        self.document: Any = document_of(self.carrier)

    @initialize(data=st.data())
    def begins_with_any_carrier(self, data: st.DataObject) -> None:
        cls = data.draw(st.sampled_from([*CLASSES, Whole]))
        self.carrier = data.draw(canonical_carriers(cls))
        self.document = document_of(self.carrier)

    def draw_member(self, data: st.DataObject) -> Any:
        return data.draw(st.sampled_from(so.schema_of(type(self.carrier)).members))

    @rule(data=st.data())
    def sets_an_attribute(self, data: st.DataObject) -> None:
        member = self.draw_member(data)
        value = data.draw(values_of(member.type))
        setattr(self.carrier, member.attribute, value)
        # Where a body had the same value in another spelling, that is what is written.
        written = document_of(self.carrier)[member.name]
        assert (
            getattr(so.decode(body_of({member.name: written}), type(self.carrier)), member.attribute) == value
        )
        self.document[member.name] = written

    @rule(data=st.data())
    def takes_a_member_out(self, data: st.DataObject) -> None:
        member = self.draw_member(data)
        so.set_absent(self.carrier, member.attribute)
        self.document.pop(member.name, None)

    @rule(data=st.data())
    def applies_a_json_patch(self, data: st.DataObject) -> None:
        options: dict[str, Any] = {"declared_names": True, "operations": 4}
        wrong = json_patches(self.carrier, valid=False, **options)
        patch = data.draw(json_patches(self.carrier, **options) | wrong)
        document, refused = None, False
        try:
            document = jsonpatch.apply_patch(self.document, patch.to_list())
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException):
            refused = True
        self.becomes(document, *attempt(patch.apply, self.carrier), refused=refused)

    @rule(data=st.data())
    def applies_the_difference_to_another(self, data: st.DataObject) -> None:
        other = data.draw(canonical_carriers(type(self.carrier)))
        patch = so.JsonPatch.diff(self.carrier, other, test=data.draw(st.booleans()))
        document = patch.to_jsonpatch().apply(self.document)
        self.becomes(document, *attempt(patch.apply, self.carrier), refused=False)
        assert document_form(document) == document_form(document_of(other))

    @rule(data=st.data())
    def merges_some_members(self, data: st.DataObject) -> None:
        other = document_of(data.draw(canonical_carriers(type(self.carrier))))
        names = data.draw(st.lists(st.sampled_from([*other, *self.document, *UNKNOWN]), max_size=4))
        change = {name: other.get(name) for name in names}
        if data.draw(st.booleans()):
            change[data.draw(st.sampled_from(UNKNOWN))] = data.draw(json_documents())
        change = document_in(so.MergePatch(change).encode())
        document = json_merge_patch.merge(copy.deepcopy(self.document), copy.deepcopy(change))
        self.becomes(document, *attempt(so.MergePatch(change).apply, self.carrier), refused=False)

    def becomes(self, document: Any, carrier: Any, error: Exception | None, *, refused: bool) -> None:
        """Both are what the edit gave, unless it was refused, by the types of members alone maybe."""
        if refused:
            assert isinstance(error, (so.PatchConflict, so.InvalidPatch))
        elif error is None:
            self.carrier, self.document = copy.deepcopy(carrier), document
        else:
            assert isinstance(error, so.InvalidPatch)

    @rule()
    def goes_through_json(self) -> None:
        self.carrier = so.decode(so.encode(self.carrier), type(self.carrier))

    @rule()
    def goes_through_xml(self) -> None:
        if not cannot_be_carried(so.encode(self.carrier)):
            document = so.encode(self.carrier, "application/xml")
            self.carrier = so.decode(document, type(self.carrier), "application/xml")

    @rule()
    def is_pickled(self) -> None:
        self.carrier = pickle.loads(pickle.dumps(self.carrier))

    @invariant()
    def writes_the_document(self) -> None:
        declared = CarrierType(type(self.carrier))
        assert document_form(document_of(self.carrier)) == document_form(
            with_declared_names(self.document, declared)
        )
        assert is_as_if_decoded(self.carrier)
        assert so.decode(body_of(self.document), type(self.carrier)) == self.carrier


TestEdits = Edits.TestCase
TestEdits.settings = settings(stateful_step_count=12, max_examples=settings().max_examples)
