from typing import Any, Self, final

from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits

@final
class Declined:
    reason: str

class ValuePlan:
    def __new__(
        cls,
        *,
        kind: int,
        nullable: bool,
        lowest: int,
        highest: int,
        type: Any,
        canonical: dict[str, Any] | None,
        texts: dict[Any, str] | None,
        read_text: Any,
        write_value: Any,
        item: ValuePlan | None,
        carrier: CarrierPlan | None,
        is_flags: bool,
        read_spelled: Any,
        write_node: Any,
        root_element: bytes,
        item_element: bytes,
    ) -> Self: ...

class CarrierPlan:
    def __new__(cls, carrier: Any) -> Self: ...
    def fill(self, members: list[tuple[Any, ...]], all_absent_state: Any, element: bytes, /) -> None: ...

def introduce(**names: Any) -> None: ...
def decode_json(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any: ...
def encode_json(value: Any, declared: ValueType | None, limits: Limits, /) -> bytes | Declined: ...
def decode_xml(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any: ...
def encode_xml(
    value: Any, declared: ValueType | None, limits: Limits, extensions: bool
) -> bytes | Declined: ...
def counts() -> dict[str, int]: ...
