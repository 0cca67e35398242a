"""Commands that a server adds to a carrier for the client to show and run."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireEnum


class CommandAction(WireEnum):
    """What a client asks its user before it runs a command."""

    IMPLICIT = 0, "Implicit"
    YES_NO = 1, "YesNo"
    OK_CANCEL = 2, "OkCancel"
    OK = 3, "Ok"


class CommandActionResult(WireEnum):
    """What the user answered to a CommandAction."""

    IMPLICIT = 0, "Implicit"
    YES = 1, "Yes"
    OK = 2, "Ok"
    NO = 3, "No"
    CANCEL = 4, "Cancel"


@carrier
class CustomCommand:
    """A command that a client may run, or runs after it saved the carrier."""

    name: str | None = member("Name", default=None)
    display_name: str | None = member("DisplayName", default=None)
    description: str | None = member("Description", default=None)
    tool_tip: str | None = member("ToolTip", default=None)
    # One action, although its name is a plural.
    actions: CommandAction | str = member("Actions", default=CommandAction.IMPLICIT)
    action_data: str | None = member("ActionData", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class CommandResult:
    """What came of a command."""

    success: bool = member("Success", default=False)
    message: str | None = member("Message", default=None)
    result: CommandActionResult | str = member("Result", default=CommandActionResult.IMPLICIT)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
