"""`so-carriers schema`: a document alone on standard output, or a reason on standard error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from typer.testing import CliRunner, Result

import so_carriers as so
from so_carriers.cli.app import app
from so_carriers.cli.carrier_tables import all_carriers
from so_carriers.schema_documents.json_schema import json_schema, json_schema_of_all
from so_carriers.schema_documents.xsd import xsd

CARRIERS = list(all_carriers().values())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["schema", *arguments], env={"COLUMNS": "80", "TERM": "xterm"})


def test_the_xsd_of_all_carriers_is_printed_and_nothing_else() -> None:
    result = run("--xsd")
    assert result.exit_code == 0
    assert result.stdout_bytes == xsd(CARRIERS).encode()
    assert result.stderr == ""
    etree.XMLSchema(etree.fromstring(result.stdout_bytes))


def test_the_json_schema_of_all_carriers_is_printed_and_nothing_else() -> None:
    result = run("--json-schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout_bytes) == json_schema_of_all(CARRIERS)
    assert result.stdout.endswith("}\n")
    assert result.stderr == ""


def test_the_json_schema_of_one_carrier_asks_for_that_carrier() -> None:
    document = json.loads(run("--json-schema", "--carrier", "credential").stdout_bytes)
    assert document == json_schema(so.Credential)
    assert not Draft202012Validator(document).is_valid([])


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("--xsd", xsd([so.Role, so.TableRight])),
        ("--json-schema", json_schema_of_all([so.Role, so.TableRight])),
    ],
)
def test_several_carriers_are_named_by_as_many_options(option: str, expected: Any) -> None:
    result = run(option, "--carrier", "Role", "--carrier", "TABLERIGHT")
    assert result.exit_code == 0
    assert (result.stdout if option == "--xsd" else json.loads(result.stdout)) == expected


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Say which schema: --xsd or --json-schema\n"),
        (["--carrier", "User"], "Say which schema: --xsd or --json-schema\n"),
        (["--xsd", "--json-schema"], "Say which schema: --xsd or --json-schema, not both\n"),
        (["--xsd", "--carrier", "Usr"], "There is no carrier 'Usr'; did you mean User?\n"),
        (["--json-schema", "--carrier", "User", "--carrier", "xyzzy"], "There is no carrier 'xyzzy'\n"),
    ],
)
def test_what_cannot_be_printed_is_told_on_standard_error_and_exits_with_2(
    arguments: list[str], reason: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr == reason
    assert result.stdout == ""
