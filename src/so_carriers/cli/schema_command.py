"""What `so-carriers schema` prints: a document alone, so that it can be redirected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import typer

from so_carriers.cli.carrier_tables import all_carriers, carrier_called, no_such_carrier
from so_carriers.schema_documents.json_schema import json_schema, json_schema_of_all
from so_carriers.schema_documents.xsd import xsd


def show(names: Sequence[str], *, as_xsd: bool, as_json_schema: bool) -> bool:
    """Prints the schema of the carriers of these names, or of all.

    Returns False, with the reason on standard error, where it cannot.
    """
    refusal = _refusal(names, as_xsd=as_xsd, as_json_schema=as_json_schema)
    if refusal:
        typer.echo(refusal, err=True)
        return False
    carriers = [carrier for name in names if (carrier := carrier_called(name)) is not None]
    document = _xsd_text(carriers) if as_xsd else _json_text(carriers)
    typer.echo(document.encode(), nl=False)  # UTF-8, whatever the terminal's own encoding is
    return True


def _refusal(names: Sequence[str], *, as_xsd: bool, as_json_schema: bool) -> str:
    if as_xsd == as_json_schema:
        return f"Say which schema: --xsd or --json-schema{', not both' if as_xsd else ''}"
    return next((no_such_carrier(name) for name in names if carrier_called(name) is None), "")


def _xsd_text(carriers: list[type[Any]]) -> str:
    return xsd(carriers or all_carriers().values())


def _json_text(carriers: list[type[Any]]) -> str:
    """The schema of one carrier asks for that carrier; that of several is a collection to refer to."""
    if len(carriers) == 1:
        document = json_schema(carriers[0])
    else:
        document = json_schema_of_all(carriers or all_carriers().values())
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
