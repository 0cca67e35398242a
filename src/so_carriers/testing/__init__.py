"""What users import to test with: Hypothesis strategies, laws, and samples.

    from so_carriers.testing import carriers, json_bodies, laws

    @given(carriers(so.User))
    def test_my_client_keeps_users(user): ...

The strategies need Hypothesis, which the extra `testing` installs; `laws`, `samples` and
`first_difference` do without. Every name below is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from so_carriers.testing import laws as laws, samples as samples
    from so_carriers.testing.comparison.differences import (
        Difference as Difference,
        all_differences as all_differences,
        first_difference as first_difference,
    )
    from so_carriers.testing.strategies.carriers import carriers as carriers
    from so_carriers.testing.strategies.custom_fields import custom_fields as custom_fields
    from so_carriers.testing.strategies.damage import damaged as damaged
    from so_carriers.testing.strategies.dates import date_texts as date_texts, datetimes as datetimes
    from so_carriers.testing.strategies.form_bodies import form_bodies as form_bodies
    from so_carriers.testing.strategies.headers import (
        accept_headers as accept_headers,
        content_types as content_types,
    )
    from so_carriers.testing.strategies.json_bodies import json_bodies as json_bodies
    from so_carriers.testing.strategies.patches.changes import (
        carrier_pairs as carrier_pairs,
        changed_copies as changed_copies,
        collection_pairs as collection_pairs,
    )
    from so_carriers.testing.strategies.patches.documents import (
        document_pairs as document_pairs,
        json_documents as json_documents,
    )
    from so_carriers.testing.strategies.patches.json_patch_bodies import (
        json_patch_bodies as json_patch_bodies,
    )
    from so_carriers.testing.strategies.patches.json_patches import json_patches as json_patches
    from so_carriers.testing.strategies.patches.merge_patches import (
        merge_patch_bodies as merge_patch_bodies,
        merge_patches as merge_patches,
    )
    from so_carriers.testing.strategies.texts import texts as texts, xml_texts as xml_texts
    from so_carriers.testing.strategies.xml_bodies import xml_bodies as xml_bodies

_MODULES = {
    "so_carriers.testing.strategies.carriers": "carriers",
    "so_carriers.testing.strategies.custom_fields": "custom_fields",
    "so_carriers.testing.strategies.damage": "damaged",
    "so_carriers.testing.strategies.dates": "date_texts datetimes",
    "so_carriers.testing.comparison.differences": "Difference all_differences first_difference",
    "so_carriers.testing.strategies.form_bodies": "form_bodies",
    "so_carriers.testing.strategies.headers": "accept_headers content_types",
    "so_carriers.testing.strategies.json_bodies": "json_bodies",
    "so_carriers.testing.strategies.patches.changes": "carrier_pairs changed_copies collection_pairs",
    "so_carriers.testing.strategies.patches.documents": "document_pairs json_documents",
    "so_carriers.testing.strategies.patches.json_patch_bodies": "json_patch_bodies",
    "so_carriers.testing.strategies.patches.json_patches": "json_patches",
    "so_carriers.testing.strategies.patches.merge_patches": "merge_patch_bodies merge_patches",
    "so_carriers.testing.strategies.texts": "texts xml_texts",
    "so_carriers.testing.strategies.xml_bodies": "xml_bodies",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}
_SUBMODULES = ("laws", "samples")

__all__ = sorted([*_MODULE_OF, *_SUBMODULES])  # noqa: PLE0605 -- the names are those of the tables  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = importlib.import_module(_MODULE_OF[name])
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "hypothesis":
            raise
        advice = "install it with: pip install 'so-carriers[testing]'"
        raise ImportError(f"{__name__}.{name} needs Hypothesis; {advice}", name="hypothesis") from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
