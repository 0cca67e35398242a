"""The laws of patches: a difference leads from one value to the other, and applying harms nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import so_carriers as so
from so_carriers.errors import format_path
from so_carriers.schema.types import is_carrier
from so_carriers.testing.comparison.broken_laws import broken, cut
from so_carriers.testing.comparison.differences import Difference, all_differences, first_difference
from so_carriers.testing.comparison.losses import is_within
from so_carriers.testing.comparison.patch_losses import first_untrue
from so_carriers.values.ascii_case import fold

Patch: TypeAlias = so.JsonPatch | so.MergePatch
Kind: TypeAlias = type[so.JsonPatch] | type[so.MergePatch]
Diff = Callable[..., Any]
Apply = Callable[..., Any]

_LONGEST_PATCH = 300
_NAMES: dict[Any, str] = {so.JsonPatch: "JSON Patch", so.MergePatch: "merge patch"}


def assert_patch_law(
    a: Any,
    b: Any,
    *,
    diff: Diff | None = None,
    apply: Apply | None = None,
    kinds: Sequence[Kind] = (so.JsonPatch, so.MergePatch),
    type: Any = None,
    dialect: so.Dialect = so.Dialect.RFC,
) -> None:
    """Asserts that the difference of two values, applied to the first, gives the second.

    What it gives is identical to `b` but for the order of members and the spelling of their
    names, which no patch can say. Neither value is changed, nor the patch; the patch comes
    back from its own encoding and does the same; and nothing differs between a value and its
    copy. A merge patch cannot say null (RFC 7396, section 1): where its difference raises
    LossyEncoding, what it gives with `allow_loss=True` may differ at the paths that were named,
    and nowhere else.

    `diff` and `apply` may be anybody's: they are called as `diff(a, b)`, which gives a patch or what
    one is made of, and `apply(patch, value)`; with `type` and `dialect` as keywords only where
    these are given here and are not the default. `kinds` says which patches they are for.

    Raises AssertionError with the first difference, and ValueError for no `kinds` at all.
    """
    if not kinds:
        raise ValueError("no kinds of patches: give so.JsonPatch, so.MergePatch or both")
    for kind in kinds:
        _Law(kind, diff or kind.diff, apply or kind.apply, type, dialect).check(a, b)


@dataclass(frozen=True, slots=True)
class _Law:
    """One kind of patch, and who computes and applies it."""

    kind: Kind
    diff_with: Diff
    apply_with: Apply
    type: Any
    dialect: so.Dialect

    @property
    def name(self) -> str:
        return _NAMES[self.kind]

    def check(self, a: Any, b: Any) -> None:
        twins = copy.deepcopy((a, b))
        patch, losses = self.difference(a, b)
        self.check_unchanged("computing a difference changed", twins, (a, b))
        result = self.check_result(a, b, patch, losses)
        self.check_unchanged("applying a patch changed", twins, (a, b))
        self.check_encoding(a, patch, result)
        self.check_unchanged("applying a patch changed", twins, (a, b))
        self.check_copy(a, twins[0])

    def difference(self, a: Any, b: Any) -> tuple[Patch, tuple[tuple[str, str], ...]]:
        """The patch, and what it cannot say."""
        try:
            return self.patch(self.diff_with(a, b, **self.options())), ()
        except so.LossyEncoding as loss:
            if self.kind is so.JsonPatch:
                reason = cut(str(loss), _LONGEST_PATCH)
                raise broken("a JSON Patch can say everything, and was not computed", error=reason) from loss
            if not loss.losses or not all(path.startswith("$") for path in loss.paths):
                raise broken(f"a {self.name} cannot say it all and does not say where") from loss
            untrue = first_untrue(a, b, loss.losses, self.dialect)
            if untrue is not None:
                raise broken(
                    f"a {self.name} names a loss where it can say all", named=cut(untrue, 200)
                ) from loss
            return self.patch(self.diff_with(a, b, allow_loss=True, **self.options())), loss.losses
        except so.InvalidPatch as error:
            raise broken(
                f"what was computed is no {self.name}", error=cut(str(error), _LONGEST_PATCH)
            ) from error

    def options(self) -> dict[str, Any]:
        given: dict[str, Any] = {} if self.type is None else {"type": self.type}
        return given if self.dialect is so.Dialect.RFC else {**given, "dialect": self.dialect}

    def patch(self, made: Any) -> Patch:
        if isinstance(made, self.kind):
            return made
        return so.JsonPatch(made, dialect=self.dialect) if self.kind is so.JsonPatch else so.MergePatch(made)

    def apply(self, patch: Patch, value: Any) -> Any:
        try:
            return self.apply_with(patch, value, **self.options())
        except so.SoCarriersError as error:
            raise broken(
                f"a {self.name} that was computed cannot be applied",
                error=cut(str(error), _LONGEST_PATCH),
                patch=_shown(patch),
            ) from error

    def check_result(self, a: Any, b: Any, patch: Patch, losses: tuple[tuple[str, str], ...]) -> Any:
        before = patch.encode()
        result = self.apply(patch, a)
        if patch.encode() != before:
            raise broken(f"applying a {self.name} changed the patch", patch=_shown(patch))
        found = [*all_differences(b, result, type=self.type, names=False)]
        unnamed = next((each for each in found if not _is_named(each, losses)), None)
        if unnamed is not None:
            raise broken(
                f"the {self.name} of two values does not lead from one to the other",
                unnamed,
                sides="expected/result",
                patch=_shown(patch),
                losses=", ".join(path for path, _ in losses[:3]),
            )
        self.check_losses(found, losses)
        self.check_is_readable(result)
        return result

    def check_losses(self, found: Sequence[Difference], losses: tuple[tuple[str, str], ...]) -> None:
        """Where null cannot be said there is another value, unless all around it is lost too."""
        paths = [fold(each.path) for each in found]
        for path, reason in losses:
            lost = fold(path)
            if reason == "null" and not any(is_within(lost, p) or is_within(p, lost) for p in paths):
                raise broken(f"a {self.name} names a loss where nothing is lost", named=cut(path, 200))

    def check_is_readable(self, result: Any) -> None:
        """Asserts that no body could give another value than this."""
        for carrier in _carriers_in(result):
            difference = first_difference(so.decode(so.encode(carrier), type(carrier)), carrier)
            if difference is not None:
                raise broken(
                    f"a {self.name} gives what no body says", difference, sides="its body says/it holds"
                )

    def check_encoding(self, a: Any, patch: Patch, result: Any) -> None:
        again = self.kind.decode(patch.encode(dialect=self.dialect), dialect=self.dialect)
        if again != patch:
            raise broken(f"a {self.name} does not come back from its own encoding", patch=_shown(patch))
        difference = first_difference(result, self.apply(again, a), type=self.type, names=False)
        if difference is not None:
            raise broken(
                f"a {self.name} does something else once it was written and read",
                difference,
                sides="before/after",
                patch=_shown(patch),
            )

    def check_copy(self, value: Any, twin: Any) -> None:
        patch, losses = self.difference(value, twin)
        is_empty = len(patch) == 0 if isinstance(patch, so.JsonPatch) else not patch
        if not losses and not is_empty and (self.kind is so.JsonPatch or _is_object(value)):
            raise broken(f"the {self.name} of a value and its copy is not empty", patch=_shown(patch))

    def check_unchanged(self, law: str, before: tuple[Any, Any], after: tuple[Any, Any]) -> None:
        for name, *both in zip(("first", "second"), before, after, strict=True):
            difference = first_difference(*both, type=self.type)
            if difference is not None:
                raise broken(f"{law} the {name} value", difference, sides="before/after")


def _is_object(value: Any) -> bool:
    return isinstance(value, dict) or is_carrier(type(value))


def _carriers_in(value: Any) -> list[Any]:
    """The outermost carriers in a value."""
    if is_carrier(type(value)):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [carrier for item in items for carrier in _carriers_in(item)]


def _is_named(difference: Difference, losses: Sequence[tuple[str, str]]) -> bool:
    # New members are spelled in paths as in the new value.
    named = {fold(path) for path, _ in losses}
    steps = difference.steps
    return any(fold(format_path(steps[:depth])) in named for depth in range(len(steps) + 1))


def _shown(patch: Patch) -> str:
    # A patch's repr has no values.
    return cut(repr(patch), _LONGEST_PATCH)
