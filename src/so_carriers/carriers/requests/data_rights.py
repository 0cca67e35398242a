"""Requests about the data rights of a role, each `C`, `CR`, `CRU` or `CRUD`."""

from __future__ import annotations

from so_carriers.carriers.data_rights import RoleRelationToOwner
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class GetAllDataRightsRequest:
    """The body of POST Agents/User/GetAllDataRights, which reads one column of the matrix."""

    role_id: int32 = member("RoleId", default=0)
    relation_to_owner: RoleRelationToOwner | str = member(
        "RelationToOwner", default=RoleRelationToOwner.MY_OWN
    )


@carrier
class GetDataRightRequest:
    """The body of POST Agents/User/GetDataRight, which reads one cell of the matrix."""

    role_id: int32 = member("RoleId", default=0)
    table_name: str | None = member("TableName", default=None)
    relation_to_owner: RoleRelationToOwner | str = member(
        "RelationToOwner", default=RoleRelationToOwner.MY_OWN
    )


@carrier
class GetDataRightsRequest:
    """The body of POST Agents/User/GetDataRights, which reads one row of the matrix."""

    role_id: int32 = member("RoleId", default=0)
    table_name: str | None = member("TableName", default=None)


@carrier
class SetDataRightRequest:
    """The body of POST Agents/User/SetDataRight, which sets one cell of the matrix."""

    role_id: int32 = member("RoleId", default=0)
    table_name: str | None = member("TableName", default=None)
    relation_to_owner: RoleRelationToOwner | str = member(
        "RelationToOwner", default=RoleRelationToOwner.MY_OWN
    )
    data_right_value: str | None = member("DataRightValue", default=None)
