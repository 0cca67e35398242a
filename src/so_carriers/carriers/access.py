"""Access to other systems: tokens, accounts and the gateway that grants them."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class TokenManagementInfo:
    """The tokens that an outside provider gave for a user."""

    provider: str | None = member("Provider", default=None)
    access_token: str | None = member("AccessToken", default=None, secret=True)
    refresh_token: str | None = member("RefreshToken", default=None, secret=True)
    claims: str | None = member("Claims", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class ServiceAuth:
    """An account at a service: server, port, kind of authentication, name and password."""

    service_auth_id: int32 = member("ServiceAuthId", default=0, key=True)
    server: str | None = member("Server", default=None)
    port: int32 = member("Port", default=0)
    auth_type: str | None = member("AuthType", default=None)
    username: str | None = member("Username", default=None)
    password: str | None = member("Password", default=None, secret=True)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class AccessGatewayInfo:
    """How the installation is registered with the access gateway."""

    client_id: str | None = member("ClientId", default=None)
    redirect_uri: str | None = member("RedirectUri", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
