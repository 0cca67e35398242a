"""What came of a check or an operation."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member


@carrier
class OperationResult:
    """Whether an operation succeeded, with a message where it did not."""

    success: bool = member("Success", default=False)
    message: str | None = member("Message", default=None)


@carrier
class UserValidationResult:
    """Whether a user name or a password would be accepted, with the reason where it would not."""

    reason: str | None = member("Reason", default=None)
    result: bool = member("Result", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
