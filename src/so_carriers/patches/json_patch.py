"""JSON Patch (RFC 6902) as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from so_carriers.engines.python.json_encoder import encode_document
from so_carriers.errors import EncodeError
from so_carriers.patches.application import apply_operations
from so_carriers.patches.differences import differences
from so_carriers.patches.documents import exact_key, read_patch_document
from so_carriers.patches.operations import NETSERVER_NAMES, PatchOperation, read_operations
from so_carriers.patches.plan import Plan, plan_of
from so_carriers.patches.plan_application import DECLINED, carry_out
from so_carriers.patches.roots import root_of
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

T = TypeVar("T")

_SHOWN = 20
"""The operations that a repr shows at most."""


@dataclass(frozen=True, init=False, eq=False, repr=False)
class JsonPatch:
    """A JSON Patch: operations that change a document one after the other, all or none.

    It is made of operations, each a dictionary as it stands in the JSON, or an `PatchOperation`;
    their values may hold carriers. A `jsonpatch.JsonPatch` is an iterable of such
    dictionaries. Two patches are equal when they are written alike.

    Raises InvalidPatch with the place of what is no operation, LimitExceeded over a limit.
    """

    __slots__ = ("_plans", "operations")

    operations: tuple[PatchOperation, ...]
    if TYPE_CHECKING:
        _plans: list[Plan | None]
        """The plan of the operations, once it was made."""

    def __init__(
        self,
        operations: Iterable[Mapping[str, Any] | PatchOperation] = (),
        *,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        # Texts and objects can be gone through, and are no arrays.
        is_array = isinstance(operations, Iterable) and not isinstance(operations, (str, bytes, Mapping))  # type: ignore[redundant-expr]  # documents are what they are
        found = [*operations] if is_array else operations
        object.__setattr__(self, "operations", read_operations(found, dialect, limits))
        object.__setattr__(self, "_plans", [])

    @classmethod
    def decode(
        cls,
        body: bytes | bytearray | memoryview | str,
        *,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
    ) -> JsonPatch:
        """Reads a patch document in UTF-8.

        In the NETSERVER dialect pointers may lack their first slash, and there is neither move
        nor copy. Raises InvalidPatch with the place of what is wrong, LimitExceeded over a limit.
        """
        return cls(read_patch_document(body, limits), dialect=dialect, limits=limits)

    def encode(
        self,
        *,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
        indent: bool = False,
    ) -> bytes:
        """Writes the patch document, compact unless indented.

        Raises EncodeError for move and copy in the NETSERVER dialect, which has neither, and
        LimitExceeded over a limit.
        """
        for index, operation in enumerate(self.operations):
            if dialect is Dialect.NETSERVER and operation.name not in NETSERVER_NAMES:
                failure = EncodeError(
                    "add, remove, replace or test, which is what NetServer knows", operation.name
                )
                failure.within("op")
                failure.within(index)
                raise failure
        # A patch nests two containers deeper than the values in it.
        return encode_document(self.to_list(), limits, indent=indent)

    def apply(
        self,
        value: T,
        *,
        type: Any = None,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
        strict: bool = False,
    ) -> T:
        """What becomes of a carrier, of a list or dictionary of carriers, or of a plain document.

        The value itself is left as it is, whatever happens. The result shares with it what the
        patch does not touch: deep-copy it before changing it. Values in the patch are read as
        the members' types are, with `strict` in canonical spelling only. `type` is for values
        that do not state theirs, such as an empty list. In the NETSERVER dialect names are
        found in any ASCII case.

        Raises InvalidPatch for a value that its member cannot hold, PatchConflict for a place
        that is not there, PatchTestFailed, each with the operation's index and pointer,
        LimitExceeded over a limit, and EncodeError for a value that is not of its own type.
        """
        root = root_of(value, None if type is None else declared_type(type))
        if dialect is Dialect.RFC and not strict and len(self.operations) <= limits.operations:
            plan = self._plan()
            if plan is not None and (planned := carry_out(plan, root, limits)) is not DECLINED:
                return cast("T", planned)
        result: T = apply_operations(self.operations, root, dialect=dialect, limits=limits, strict=strict)
        return result

    @classmethod
    def diff(
        cls,
        old: Any,
        new: Any,
        *,
        type: Any = None,
        test: bool = False,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
    ) -> JsonPatch:
        """The patch that makes `new` of `old`; empty where nothing would be written otherwise.

        Applied to `old` it gives what is identical to `new`, but for the order of members and
        the spelling of their names, which no patch can say. Items of lists are matched by
        their key members, where those tell them apart, else by their contents. With `test`
        each value is tested before it is changed, so that the patch fails where another has
        changed it meanwhile; what is not there cannot be tested. The NETSERVER dialect has
        add, remove, replace and test only.

        Both values are of one type, which `type` says where they do not: a list that has no
        carrier as yet is a plain document. Raises EncodeError for a value that cannot be written.
        """
        declared = None if type is None else declared_type(type)
        roots = root_of(old, declared), root_of(new, declared)
        return _made_of(cls, tuple(differences(*roots, test=test, dialect=dialect, limits=limits)))

    def to_list(self) -> list[dict[str, Any]]:
        """The operations as the dictionaries that stand in the JSON; their values are copies."""
        return [operation.to_dict() for operation in self.operations]

    def to_jsonpatch(self) -> Any:
        """The patch as a `jsonpatch.JsonPatch`; raises ImportError without that package (extra `patch`)."""
        import jsonpatch  # noqa: PLC0415 -- only those need it whose programs have its patches

        return jsonpatch.JsonPatch(self.to_list())

    def __iter__(self) -> Iterator[PatchOperation]:
        return iter(self.operations)

    def __len__(self) -> int:
        return len(self.operations)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, JsonPatch) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_of, (JsonPatch, self.operations)

    def _plan(self) -> Plan | None:
        if not self._plans:
            # Two threads may both make one, and both are the same.
            self._plans.append(plan_of(self.operations))
        return self._plans[0]

    def _key(self) -> tuple[Any, ...]:
        return tuple([(o.name, o.path, o.source, exact_key(o.document)) for o in self.operations])

    def __repr__(self) -> str:
        shown = [*map(repr, self.operations[:_SHOWN]), *["..."] * (len(self) > _SHOWN)]
        return f"JsonPatch({', '.join(shown)})"


def _made_of(cls: type[JsonPatch], operations: tuple[PatchOperation, ...]) -> JsonPatch:
    """A patch of operations that are right."""
    patch = object.__new__(cls)
    object.__setattr__(patch, "operations", operations)
    object.__setattr__(patch, "_plans", [])
    return patch
