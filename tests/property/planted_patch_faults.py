"""Ways to compute and to apply patches with one defect each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import so_carriers as so
from so_carriers.schema.types import is_carrier

Operations = list[dict[str, Any]]


def edited_difference(edit: Callable[[Operations], Operations]) -> Callable[..., so.JsonPatch]:
    """Computing a difference whose operations are changed."""
    return lambda old, new, **options: so.JsonPatch(edit(so.JsonPatch.diff(old, new, **options).to_list()))


def edited_merge(edit: Callable[[Any], Any]) -> Callable[..., so.MergePatch]:
    """The same for a merge patch, whose document is changed."""

    def diff(old: Any, new: Any, **options: Any) -> so.MergePatch:
        return so.MergePatch(edit(so.MergePatch.diff(old, new, **options).document))

    return diff


def shifted(pointer: str, by: int = 1) -> str:
    """A pointer whose last index is another one."""
    *steps, last = pointer.split("/")
    return "/".join([*steps, str(max(0, int(last) + by)) if last.isdecimal() else last])


def in_each(
    name: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Callable[[Operations], Operations]:
    return lambda found: [change(each) if each["op"] == name else each for each in found]


counts_items_from_one = edited_difference(
    in_each("add", lambda each: {**each, "path": shifted(each["path"])})
)
removes_the_item_before = edited_difference(
    in_each("remove", lambda each: {**each, "path": shifted(each["path"], -1)})
)
moves_to_the_next_place = edited_difference(
    in_each("move", lambda each: {**each, "path": shifted(each["path"])})
)
forgets_removals = edited_difference(lambda found: [each for each in found if each["op"] != "remove"])
forgets_the_last_operation = edited_difference(lambda found: found[:-1])
operates_backwards = edited_difference(lambda found: found[::-1])
replaces_by_null = edited_difference(in_each("replace", lambda each: {**each, "value": None}))
adds_what_it_should_replace = edited_difference(
    lambda found: [{**each, "op": "add"} if each["path"][-1:].isdecimal() else each for each in found]
)


def always_says_something(old: Any, new: Any, **options: Any) -> so.JsonPatch:
    """The patch does what it should, and more than it has to."""
    found = so.JsonPatch.diff(old, new, **options).to_list()
    return so.JsonPatch([*found, {"op": "add", "path": "/Rank", "value": new.rank}])


drops_null_from_merges = edited_merge(
    lambda document: {name: item for name, item in document.items() if item is not None}
)
merges_the_first_change_only = edited_merge(lambda document: dict([*document.items()][:1]))


def merges_in_silence(old: Any, new: Any, **options: Any) -> so.MergePatch:
    """What cannot be said is left out, and no one is told."""
    return so.MergePatch.diff(old, new, **{**options, "allow_loss": True})


def takes_absent_for_null(old: Any, new: Any, **options: Any) -> so.MergePatch:
    """Members that become null are removed, as if they became absent."""
    document = so.MergePatch.diff(old, new, **{**options, "allow_loss": True}).document
    return so.MergePatch(
        document | {name: None for name, item in json.loads(so.encode(new)).items() if item is None}
    )


def changes_what_it_is_applied_to(patch: so.JsonPatch, value: Any, **options: Any) -> Any:
    result = patch.apply(value, **options)
    if len(patch) and isinstance(value, so.User):
        value.rank = 1 - value.rank
    return result


def stops_before_the_last_operation(patch: so.JsonPatch, value: Any, **options: Any) -> Any:
    return so.JsonPatch(patch.to_list()[: max(1, len(patch) - 1)]).apply(value, **options)


def makes_removed_members_null(patch: so.JsonPatch, value: Any, **options: Any) -> Any:
    """What is removed becomes its default and stays present."""
    result = patch.apply(value, **options)
    for operation in patch:
        if operation.name == "remove" and str(operation.path) == "/Name":
            result.name = None
    return result


def merges_null_as_a_value(patch: so.MergePatch, value: Any, **options: Any) -> Any:
    """A member that is to be removed becomes its default and stays present."""
    result = patch.apply(value, **options)
    if isinstance(patch.document, dict) and "Name" in patch.document and patch.document["Name"] is None:
        result.name = None
    return result


def merges_into_what_it_is_given(patch: so.MergePatch, value: Any, **options: Any) -> Any:
    result = patch.apply(value, **options)
    if patch and isinstance(result, so.User):
        value.rank = result.rank
    return result


def replaces_objects_as_a_whole(patch: so.MergePatch, value: Any, **options: Any) -> Any:
    """What an object in the patch does not name is gone."""
    result = patch.apply(value, **options)
    document = patch.document if isinstance(patch.document, dict) else {}
    for member in so.schema_of(type(value)).members:
        inner = document.get(member.name)
        if isinstance(inner, dict) and is_carrier(type(getattr(value, member.attribute))):
            nothing = so.decode("{}", type(getattr(value, member.attribute)))
            setattr(result, member.attribute, so.MergePatch(inner).apply(nothing))
    return result


def merges_all_but_the_last_member(patch: so.MergePatch, value: Any, **options: Any) -> Any:
    document = patch.document
    kept = dict([*document.items()][:-1]) if isinstance(document, dict) else document
    return so.MergePatch(kept).apply(value, **options)
