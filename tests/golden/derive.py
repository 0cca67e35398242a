"""Makes derived/ from the golden bodies: the same bodies as other clients and servers would write them.

    python -m tests.golden.derive

Every run gives the same files. derived/index.json says of each body its type, the golden
body that it is made `from`, the `promises` (promises.py) that it puts to the test, whether
it decodes to an `equal` value, whether strict reading is `refused`, and, where its compact form
is another text, the file of that (`compact`).
"""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden import respell_members as members, respell_values as values
from tests.golden.document import HERE, Document
from tests.golden.tokens import compact, escaped_text, parse, write

DERIVED = HERE / "derived"

USER = "source/create_default_user_response.json"
FULL_USER = "carriers/User.json"
USER_WITH_LINKS = "carriers/UserWithLinks.json"
ROLE = "carriers/RoleEntity.json"
LIST_ITEMS = "shapes/older_server_SelectableMDOListItem.json"
RESOLVED = "carriers/ResolvedUser.json"
CREDENTIALS = "carriers/UntrustedCredentials.json"
PROPERTIES = "carriers/FieldProperties.json"
EXTERNAL = "source/create_external_user_request.json"
SAVE = "requests/SaveUserFromNameRequest.json"
RESOLVE = "requests/ResolveUserFromInfoRequest.json"
RIGHTS = "requests/SetFunctionalRightsRequest.json"
COMMAND = "requests/ExecuteUserCommandRequest.json"
INTEGER = "source/create_external_user_response.json"
MASKS = ("shapes/masks_table.json", "shapes/masks_field.json", FULL_USER)


@dataclass(frozen=True, kw_only=True)
class Family:
    """One way to derive bodies."""

    promise: str
    change: Callable[[Document], None]
    bodies: Sequence[str]
    equal: bool = False
    refused: bool = False


def together(document: Document) -> None:
    """Changes all of it at once."""
    for step in (
        values.integer_texts,
        values.boolean_texts,
        values.enum_case,
        values.flag_blanks,
        values.DATES["dates-offset-plain"],
        members.null_items,
        members.drop_some,
        members.add_values,
        members.add_numbers,
        members.shuffle,
        members.camel_case,
    ):
        step(document)


FAMILIES = [
    Family(
        promise="order-shuffled", change=members.shuffle, bodies=(USER, FULL_USER, SAVE, ROLE), equal=True
    ),
    Family(promise="order-base-first", change=members.base_first, bodies=(USER, FULL_USER, ROLE), equal=True),
    Family(promise="absent-some", change=members.drop_some, bodies=(USER, FULL_USER, SAVE, ROLE)),
    Family(promise="absent-all", change=members.drop_all, bodies=(USER, RESOLVED, LIST_ITEMS)),
    Family(promise="null-against-type", change=members.null_values, bodies=(USER, FULL_USER, ROLE, COMMAND)),
    Family(promise="null-for-all", change=members.null_members, bodies=(USER, RESOLVED, EXTERNAL)),
    Family(promise="null-among-items", change=members.null_items, bodies=(USER, FULL_USER, RESOLVE)),
    Family(promise="empty-containers", change=members.empty, bodies=(USER, FULL_USER, SAVE)),
    Family(promise="unknown-values", change=members.add_values, bodies=(USER, ROLE, EXTERNAL)),
    Family(promise="unknown-places", change=members.add_everywhere, bodies=(USER, SAVE, PROPERTIES)),
    Family(promise="unknown-names", change=members.add_names, bodies=(USER, CREDENTIALS, EXTERNAL)),
    Family(promise="unknown-numbers", change=members.add_numbers, bodies=(USER, EXTERNAL, CREDENTIALS)),
    Family(promise="unknown-deep", change=members.add_deep, bodies=(EXTERNAL,)),
    Family(
        promise="names-camel-case",
        change=members.camel_case,
        bodies=(USER, FULL_USER, USER_WITH_LINKS, SAVE, EXTERNAL),
        equal=True,
    ),
    Family(promise="names-lower-case", change=members.lower_case, bodies=(USER, ROLE, EXTERNAL), equal=True),
    Family(promise="names-upper-case", change=members.upper_case, bodies=(USER, SAVE, EXTERNAL), equal=True),
    Family(promise="names-exact-wins", change=members.exact_among_others, bodies=(USER, SAVE, EXTERNAL)),
    Family(promise="names-last-wins", change=members.others_alone, bodies=(USER, SAVE, EXTERNAL)),
    Family(promise="unknown-repeated", change=members.repeat_unknown, bodies=(USER, PROPERTIES, EXTERNAL)),
    Family(promise="names-ascii-only", change=members.letters_outside_ascii, bodies=(USER, EXTERNAL)),
    Family(promise="names-repeated", change=members.repeat, bodies=(USER, PROPERTIES, EXTERNAL), equal=True),
    Family(promise="keys-as-they-are", change=members.keys_by_case, bodies=(USER, FULL_USER, PROPERTIES)),
    Family(
        promise="integers-fraction",
        change=values.integer_fractions,
        bodies=(USER, FULL_USER, RIGHTS, INTEGER),
        equal=True,
        refused=True,
    ),
    Family(
        promise="integers-exponent",
        change=values.integer_exponents,
        bodies=(USER, LIST_ITEMS, RIGHTS, INTEGER),
        equal=True,
        refused=True,
    ),
    Family(
        promise="integers-text",
        change=values.integer_texts,
        bodies=(USER, FULL_USER, RIGHTS, INTEGER),
        equal=True,
        refused=True,
    ),
    Family(
        promise="booleans-text",
        change=values.boolean_texts,
        bodies=(USER, SAVE, EXTERNAL, "shapes/boolean.json"),
        equal=True,
        refused=True,
    ),
    Family(
        promise="enums-case",
        change=values.enum_case,
        bodies=(USER, SAVE, COMMAND, ROLE),
        equal=True,
        refused=True,
    ),
    Family(
        promise="enums-number",
        change=values.enum_numbers,
        bodies=(USER, SAVE, COMMAND),
        equal=True,
        refused=True,
    ),
    Family(
        promise="enums-number-text",
        change=values.enum_number_texts,
        bodies=(USER, SAVE, ROLE),
        equal=True,
        refused=True,
    ),
    Family(promise="enums-unknown", change=values.enum_unknown, bodies=(USER, SAVE, ROLE), refused=True),
    Family(promise="flags-case", change=values.flag_case, bodies=MASKS, equal=True, refused=True),
    Family(promise="flags-blank", change=values.flag_blanks, bodies=MASKS, equal=True, refused=True),
    Family(promise="flags-comma", change=values.flag_commas, bodies=MASKS, equal=True, refused=True),
    Family(promise="flags-composite", change=values.flag_composites, bodies=MASKS, refused=True),
    Family(promise="flags-alias", change=values.flag_aliases, bodies=MASKS, refused=True),
    Family(promise="flags-number", change=values.flag_numbers, bodies=MASKS, refused=True),
    Family(promise="flags-number-text", change=values.flag_number_texts, bodies=MASKS, refused=True),
    Family(promise="flags-unknown", change=values.flag_unknown, bodies=MASKS, refused=True),
    *(
        Family(
            promise=promise,
            change=change,
            bodies=("shapes/dates.json", LIST_ITEMS),
            refused=promise in values.REFUSED_DATES,
        )
        for promise, change in values.DATES.items()
    ),
    Family(promise="compact-minus-zero", change=values.minus_zero, bodies=(USER, RIGHTS, LIST_ITEMS)),
    Family(promise="together", change=together, bodies=(USER, ROLE, RESOLVE, LIST_ITEMS), refused=True),
]


def _spaced(text: str) -> str:
    blanks = itertools.cycle([" ", "", "\n", "\t", "\r\n", "  \t"])
    return write(parse(text), blank=lambda: next(blanks))


def _escaped(text: str) -> str:
    return write(parse(text), text=escaped_text())


WRITERS: dict[str, tuple[Callable[[str], str], Sequence[str]]] = {
    "compact-white-space": (_spaced, (USER, FULL_USER, EXTERNAL, INTEGER)),
    "compact-escapes": (_escaped, (USER, EXTERNAL, "shapes/texts_that_hurt.json", PROPERTIES)),
    "byte-order-mark": ("\ufeff".__add__, (USER, EXTERNAL, INTEGER)),
}


@dataclass(frozen=True)
class Derived:
    """One derived body: its index entry, its text, and the compact form of that."""

    entry: dict[str, Any]
    text: str
    compact: str


def derived(types: dict[str, str]) -> Iterator[Derived]:
    """All derived bodies; `types` are those of the golden ones by file."""
    for family in FAMILIES:
        yield from (_changed(family, source, types[source]) for source in family.bodies)
    for promise, (change, sources) in WRITERS.items():
        for source in sources:
            text = _text(source)
            yield Derived(_entry(promise, source, types[source], equal=True), change(text), text)


def _changed(family: Family, source: str, kind: str) -> Derived:
    document = Document(parse(_text(source)), kind, family.promise + source)
    family.change(document)
    # Nothing can keep the spelling of a scalar that is the whole body.
    written = compact(document.root) if isinstance(document.root, list) else _text(source)
    entry = _entry(family.promise, source, kind, equal=family.equal, refused=family.refused)
    return Derived(entry, write(document.root), written)


def _text(source: str) -> str:
    return (HERE / source).read_text(encoding="utf-8")


def _entry(promise: str, source: str, kind: str, **flags: bool) -> dict[str, Any]:
    name = f"{promise}.{Path(source).stem}.json"
    entry = {"file": name, "type": kind, "from": source, "promises": [promise]}
    return entry | {flag: True for flag, is_so in flags.items() if is_so}


def main() -> None:
    """Writes every derived body and the index."""
    types = {entry["file"]: entry["type"] for entry in json.loads(_text("index.json"))}
    shutil.rmtree(DERIVED, ignore_errors=True)
    DERIVED.mkdir()
    lines = []
    for body in derived(types):
        entry = body.entry
        (DERIVED / entry["file"]).write_text(body.text, encoding="utf-8", newline="")
        if body.text != body.compact:
            entry["compact"] = entry["file"].replace(".json", ".compact.json")
            (DERIVED / entry["compact"]).write_text(body.compact, encoding="utf-8", newline="")
        lines.append(json.dumps(entry))
    (DERIVED / "index.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
