"""Who is calling: Authorization, or a session with its XSRF value."""

from __future__ import annotations

import base64
import binascii
import enum
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from so_carriers.errors import SoCarriersError
from so_carriers.server.logins import Login, login_of, replace_hash
from so_carriers.server.passwords import ProvedPasswords, hash_password, is_outdated
from so_carriers.server.recent_proofs import RecentProofs
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.ticket_kinds import TicketKind
from so_carriers.server.tickets import Holder, digest_of, holder_of

SESSION_COOKIE = "SO-SESSION"
"""The cookie that says which session."""

XSRF_COOKIE = "XSRF-TOKEN"
"""The cookie from which a page reads what to say in X-XSRF-TOKEN; the server looks at that header alone."""

_REALM = "so_carriers"


class Unauthorized(SoCarriersError):
    """Nothing proves who is calling; `headers` name the schemes that could (RFC 9110, section 15.5.2)."""

    status: ClassVar[int] = 401

    def __init__(self, message: str, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.headers = dict(headers)


class Forbidden(SoCarriersError):
    """The caller is known, and may not: the User agent is not available here."""

    status: ClassVar[int] = 403


class How(enum.Enum):
    """By what an identity was proved."""

    BASIC = "Basic"
    SOTICKET = "SoTicket"
    BEARER = "Bearer"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is calling, and how that was proved."""

    associate_id: int
    name: str
    how: How


_TICKETS = {How.SOTICKET: TicketKind.SOTICKET, How.BEARER: TicketKind.BEARER}


class Authenticator:
    """Tells who is calling by the settings and the users of one server; threads may share it."""

    def __init__(self, settings: ServerSettings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._passwords = ProvedPasswords()
        self._recent: RecentProofs[Identity] = RecentProofs()
        # Passwords are for installations of one's own; online there are tickets and tokens alone.
        self._schemes = (
            [How.SOTICKET, How.BEARER] if settings.online else [How.BASIC, How.SOTICKET, How.BEARER]
        )
        self._by_name = {scheme.value.lower(): scheme for scheme in self._schemes}

    def authenticate(self, headers: Mapping[str, str], session: str | None) -> Identity:
        """Who is calling; names of headers are in lower case, `session` is the value of its cookie.

        Authorization is Basic (RFC 7617, in UTF-8), SoTicket or Bearer; without it there has to be
        a session and its value in X-XSRF-TOKEN, whatever the method. It blocks on the database,
        and takes the work that a password takes.

        Raises Unauthorized (401), and Forbidden (403) where the User agent is not available.
        """
        identity = self.authenticate_quickly(headers, session)
        if identity is not None:
            return identity
        version = self._store.database.version
        login, password = self._login_and_password(_credentials(headers["authorization"]))
        return self._kept(headers, session, self._by_password(login, password), version)

    def authenticate_quickly(self, headers: Mapping[str, str], session: str | None) -> Identity | None:
        """As `authenticate`; None where a password would have to be hashed to tell, right or wrong."""
        recent = self.recent(headers, session)
        if recent is not None:
            return recent
        version = self._store.database.version
        authorization = headers.get("authorization")
        if authorization is None:
            identity = self._by_session(headers, session)
        else:
            found = self._by_authorization(authorization, headers)
            if found is None:
                return None
            identity = found
        return self._kept(headers, session, identity, version)

    def recent(self, headers: Mapping[str, str], session: str | None) -> Identity | None:
        """Who is calling, where the same was proved a moment ago; None is for all others. It never blocks."""
        return self._recent.find(_proof(headers, session), self._store.database.version)

    def _kept(
        self, headers: Mapping[str, str], session: str | None, identity: Identity, version: int
    ) -> Identity:
        if not self._settings.user_agent_available:
            raise Forbidden("the User agent is not available on this server: users are not managed here")
        self._recent.keep(_proof(headers, session), identity, version)
        return identity

    def _by_authorization(self, authorization: str, headers: Mapping[str, str]) -> Identity | None:
        scheme = self._scheme(authorization)
        credentials = _credentials(authorization)
        if scheme is None:
            known = ", ".join(scheme.value for scheme in self._schemes)
            raise self._unauthorized(f"Authorization: expected one of the schemes {known}")
        if scheme is How.BASIC:
            return self._by_proved_password(*self._login_and_password(credentials))
        if scheme is How.SOTICKET:
            self._require_app_token(headers)
        holder = holder_of(self._store, credentials, _TICKETS[scheme])
        if holder is None:
            raise self._unauthorized(
                f"Authorization: the {scheme.value} is unknown, expired or revoked: have a new one issued"
            )
        return _identity(holder, scheme)

    def _login_and_password(self, credentials: str) -> tuple[Login | None, str]:
        pair = _name_and_password(credentials)
        if pair is None:
            raise self._unauthorized(
                "Authorization: expected Basic with the base64 of NAME:PASSWORD in UTF-8 (RFC 7617)"
            )
        name, password = pair
        return login_of(self._store.database, name), password

    def _by_proved_password(self, login: Login | None, password: str) -> Identity | None:
        if login is None or login.password_hash is None:
            return None
        if not self._passwords.is_proved(login.password_hash, password):
            return None
        return Identity(login.associate_id, login.name, How.BASIC)

    def _by_password(self, login: Login | None, password: str) -> Identity:
        password_hash = None if login is None else login.password_hash
        if not self._passwords.matches(password_hash, password) or login is None or password_hash is None:
            raise self._unauthorized("Authorization: user name or password is wrong")
        if is_outdated(password_hash):
            replace_hash(self._store.database, login, hash_password(password))
        return Identity(login.associate_id, login.name, How.BASIC)

    def _by_session(self, headers: Mapping[str, str], session: str | None) -> Identity:
        if session is None:
            raise self._unauthorized("there is neither Authorization nor the cookie of a session")
        xsrf = headers.get("x-xsrf-token")
        if xsrf is None:
            raise self._unauthorized(
                f"X-XSRF-TOKEN is missing: without Authorization it says what the cookie {XSRF_COOKIE} holds"
            )
        holder = holder_of(self._store, session, TicketKind.SESSION, xsrf)
        if holder is None:
            raise self._unauthorized("the session has ended, or X-XSRF-TOKEN is not that of the session")
        return _identity(holder, How.SESSION)

    def _require_app_token(self, headers: Mapping[str, str]) -> None:
        if not self._settings.online:
            return
        said = digest_of(headers.get("so-apptoken", ""))
        # All are compared, so that the time tells nothing.
        if not sum(hmac.compare_digest(said, known) for known in self._settings.app_tokens):
            raise self._unauthorized(
                "SO-AppToken: expected the token of an application that this server knows; "
                "a SoTicket needs one beside it here"
            )

    def _scheme(self, authorization: str) -> How | None:
        return self._by_name.get(authorization.partition(" ")[0].lower())

    def _unauthorized(self, message: str) -> Unauthorized:
        challenges = [f'{scheme.value} realm="{_REALM}"' for scheme in self._schemes]
        if How.BASIC in self._schemes:
            challenges[0] += ', charset="UTF-8"'
        return Unauthorized(message, {"WWW-Authenticate": ", ".join(challenges)})


def _credentials(authorization: str) -> str:
    return authorization.partition(" ")[2].strip(" ")


def _proof(headers: Mapping[str, str], session: str | None) -> str:
    """All that an identity is proved by, in one text; other values never give the same."""
    said = (headers.get("authorization"), headers.get("so-apptoken"), headers.get("x-xsrf-token"))
    return repr((*said, session))


def _identity(holder: Holder, how: How) -> Identity:
    return Identity(holder.associate_id, holder.name, how)


def _name_and_password(credentials: str) -> tuple[str, str] | None:
    try:
        pair = base64.b64decode(credentials, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    name, colon, password = pair.partition(":")
    return (name, password) if colon else None
