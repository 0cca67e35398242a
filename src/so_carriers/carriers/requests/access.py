"""Requests about tokens and the access gateway."""

from __future__ import annotations

from so_carriers.carriers.access import TokenManagementInfo
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member


@carrier
class DecryptAndSaveExternalTokensRequest:
    """The body of POST Agents/User/DecryptAndSaveExternalTokens.

    The endpoint has tokens decrypted by the gateway, and saves them.
    """

    token_management_info: TokenManagementInfo | None = member("TokenManagementInfo", default=None)


@carrier
class ExchangeCodeAndSaveTokensRequest:
    """The body of POST Agents/User/ExchangeCodeAndSaveTokens.

    The endpoint exchanges an authorization code for tokens, and saves them.
    """

    provider: str | None = member("Provider", default=None)
    authorization_code: str | None = member("AuthorizationCode", default=None)
    nonce: str | None = member("Nonce", default=None)
    pkce_verifier: str | None = member("PkceVerifier", default=None)
    redirect_uri: str | None = member("RedirectUri", default=None)


@carrier
class GetAccessTokenRequest:
    """The body of POST Agents/User/GetAccessToken, which gives an access token for the current session."""

    app_token: str | None = member("AppToken", default=None, secret=True)
    include_cs_session: bool = member("IncludeCsSession", default=False)


@carrier
class GetExternalTokensRequest:
    """The body of POST Agents/User/GetExternalTokens, which reads saved tokens by their key."""

    key: str | None = member("Key", default=None)


@carrier
class GetOrRegisterAccessGatewayInfoRequest:
    """The body of POST Agents/User/GetOrRegisterAccessGatewayInfo.

    The endpoint reads the registration, or makes it.
    """

    redirect_uri: str | None = member("RedirectUri", default=None)


@carrier
class RegisterWithAccessGatewayRequest:
    """The body of POST Agents/User/RegisterWithAccessGateway, which makes or updates the registration."""

    redirect_uri: str | None = member("RedirectUri", default=None)


@carrier
class SaveExternalTokensRequest:
    """The body of POST Agents/User/SaveExternalTokens, which saves tokens under a new key."""

    token_management_info: TokenManagementInfo | None = member("TokenManagementInfo", default=None)
