"""JSON Merge Patch (RFC 7396) as a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from so_carriers.engines.python.json_encoder import encode_document
from so_carriers.errors import LossyEncoding
from so_carriers.patches.documents import copied, exact_key, json_document, read_patch_document
from so_carriers.patches.merge_differences import merge_difference
from so_carriers.patches.merging import merge
from so_carriers.patches.plan import Plan, merge_plan_of
from so_carriers.patches.plan_application import DECLINED, carry_out
from so_carriers.patches.pointer import pointer_text
from so_carriers.patches.roots import root_of
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits

T = TypeVar("T")

_SHOWN = 20
"""The changes that a repr shows at most."""


@dataclass(frozen=True, init=False, eq=False, repr=False)
class MergePatch:
    """A JSON Merge Patch: a document that looks like what it changes.

    Members that are null in it are removed, objects are merged, anything else is replaced. It
    is made of the document, which may hold carriers. Two patches are equal when they are
    written alike.

    Raises EncodeError for what JSON cannot say, LimitExceeded over a limit.
    """

    __slots__ = ("_document", "_plans")

    if TYPE_CHECKING:
        _document: Any
        _plans: list[Plan]
        """The plan of the changes, once it was made."""

    def __init__(self, document: Any, *, limits: Limits = DEFAULT_LIMITS) -> None:
        object.__setattr__(self, "_document", json_document(document, limits))
        object.__setattr__(self, "_plans", [])

    @classmethod
    def decode(
        cls,
        body: bytes | bytearray | memoryview | str,
        *,
        dialect: Dialect = Dialect.RFC,  # noqa: ARG003 -- as in JsonPatch
        limits: Limits = DEFAULT_LIMITS,
    ) -> MergePatch:
        """Reads a patch document in UTF-8; both dialects are alike here.

        Raises InvalidPatch for what is no JSON, LimitExceeded over a limit.
        """
        return _made_of(cls, read_patch_document(body, limits))

    def encode(
        self, *, dialect: Dialect = Dialect.RFC, limits: Limits = DEFAULT_LIMITS, indent: bool = False
    ) -> bytes:
        """Writes the patch document, compact unless indented; raises LimitExceeded over a limit."""
        return encode_document(self._document, limits, indent=indent)

    def apply(
        self,
        value: T,
        *,
        type: Any = None,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
        strict: bool = False,
    ) -> T:
        """What becomes of a carrier, of a dictionary of carriers, or of a plain document.

        The value itself is left as it is, whatever happens. The result shares with it what the
        patch does not touch: deep-copy it before changing it. Values in the patch are read as
        the members' types are, with `strict` in canonical spelling only; a declared member
        that is null in it becomes absent. `type` is for values that do not state theirs. In
        the NETSERVER dialect names are found in any ASCII case, and an object merged into an
        array is appended to it.

        Raises InvalidPatch, with the path, for a value that its member cannot hold,
        LimitExceeded over a limit, and EncodeError for a value that is not of its own type.
        """
        root = root_of(value, None if type is None else declared_type(type))
        if dialect is Dialect.RFC and not strict and isinstance(self._document, dict):
            planned = carry_out(self._plan(self._document), root, limits)
            if planned is not DECLINED:
                return cast("T", planned)
        result: T = merge(self._document, root, dialect=dialect, limits=limits, strict=strict)
        return result

    @classmethod
    def diff(
        cls,
        old: Any,
        new: Any,
        *,
        type: Any = None,
        allow_loss: bool = False,
        dialect: Dialect = Dialect.RFC,
        limits: Limits = DEFAULT_LIMITS,
    ) -> MergePatch:
        """The patch that makes `new` of `old`.

        A merge patch cannot say that a member becomes null, nor a null inside an object that is
        new: those raise LossyEncoding with all paths, or are left out with `allow_loss`.
        Arrays are replaced as a whole. Raises EncodeError for a value that cannot be written.
        """
        declared = None if type is None else declared_type(type)
        roots = root_of(old, declared), root_of(new, declared)
        document, losses = merge_difference(*roots, dialect=dialect, limits=limits)
        if losses and not allow_loss:
            raise LossyEncoding("a merge patch", losses)
        return _made_of(cls, document)

    @property
    def document(self) -> Any:
        """The patch document, a copy: dict, list, str, int, float, bool or None."""
        return copied(self._document)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_of, (MergePatch, self._document)

    def _plan(self, document: dict[str, Any]) -> Plan:
        if not self._plans:
            # Two threads may both make one, and both are the same.
            self._plans.append(merge_plan_of(document))
        return self._plans[0]

    def __bool__(self) -> bool:
        """Whether the patch changes anything of an object."""
        return bool(self._document != {})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MergePatch):
            return NotImplemented
        return bool(exact_key(self._document) == exact_key(other._document))

    def __hash__(self) -> int:
        return hash(exact_key(self._document))

    def __repr__(self) -> str:
        changes = [*islice(_changes(self._document, ()), _SHOWN + 1)]
        shown = [*changes[:_SHOWN], "..."] if len(changes) > _SHOWN else changes
        return f"MergePatch({', '.join(shown)})"


def _made_of(cls: type[MergePatch], document: Any) -> MergePatch:
    """A patch of a document that is nobody else's."""
    patch = object.__new__(cls)
    object.__setattr__(patch, "_document", document)
    object.__setattr__(patch, "_plans", [])
    return patch


def _changes(document: Any, tokens: tuple[str, ...]) -> Iterator[str]:
    """What a patch does, a member at a time, without the values."""
    if type(document) is dict and document:
        for name, item in document.items():
            yield from _changes(item, (*tokens, name))
    elif document is None and tokens:
        yield f"remove {pointer_text(tokens)!r}"
    elif tokens or document != {}:
        yield f"set {pointer_text(tokens)!r}"
