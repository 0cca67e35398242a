"""The same two endpoints as FastAPI's users write them, with models of pydantic and pydantic-xml.

Identities, passwords and users are those of the same store, through the same functions; what differs is
who reads requests and writes answers. FastAPI leaves XML to the route: it is read where Content-Type names
it, and written where Accept does.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from pydantic_xml import BaseXmlModel

import so_carriers as so
from benchmarks.peers.pydantic_models import model_class
from benchmarks.peers.pydantic_xml_models import xml_model_class
from benchmarks.service.ours import DATABASE, settings
from so_carriers.server.async_store import AsyncStore
from so_carriers.server.authentication import SESSION_COOKIE, Authenticator, Identity, Unauthorized
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.user_rules import default_user, external_user

_XML = "application/xml"

_User: Any = model_class(so.User)
_ExternalUser: Any = model_class(so.CreateExternalUserRequest)
_XmlUser: Any = xml_model_class(so.User)
_XmlExternalUser: Any = xml_model_class(so.CreateExternalUserRequest)


def application(chosen: ServerSettings) -> FastAPI:
    """The application over the store of these settings."""
    store = AsyncStore(Store(chosen.database_url))
    authenticator = Authenticator(chosen, store.store)
    defaults = json.loads(so.encode(default_user()))
    xml_defaults = _XmlUser.from_xml(so.encode(default_user(), _XML), empty_as_string=True)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        store.close()

    async def caller(request: Request) -> Identity:
        try:
            return await store.authenticate(
                authenticator, request.headers, request.cookies.get(SESSION_COOKIE)
            )
        except Unauthorized as error:
            raise HTTPException(error.status, str(error), error.headers) from error

    app = FastAPI(lifespan=lifespan, dependencies=[Depends(caller)])

    @app.post("/api/v1/Agents/User/CreateDefaultUser", response_model=_User)
    async def create_default_user(request: Request) -> Any:
        if _wants_xml(request):
            return _xml_response(xml_defaults.model_copy())
        return _User.model_validate(defaults)

    @app.post("/api/v1/Agents/User/CreateExternalUser", response_model=int)
    async def create_external_user(request: Request) -> Any:
        asked = _external_user(await request.body(), request.headers.get("content-type", ""))
        stored = await store.insert(external_user(asked), asked.password)
        associate_id = stored.user.associate_id
        if _wants_xml(request):
            return Response(f"<int>{associate_id}</int>", media_type=_XML)
        return associate_id

    return app


def _external_user(body: bytes, content_type: str) -> so.CreateExternalUserRequest:
    is_xml = content_type.startswith(_XML)
    model = _XmlExternalUser.from_xml(body) if is_xml else _ExternalUser.model_validate_json(body)
    return so.CreateExternalUserRequest(**model.model_dump(by_alias=False))


def _wants_xml(request: Request) -> bool:
    return request.headers.get("accept", "").startswith(_XML)


def _xml_response(model: BaseXmlModel) -> Response:
    return Response(model.to_xml(exclude_unset=True, encoding="utf-8"), media_type=_XML)


app = application(settings()) if DATABASE in os.environ else None
"""What uvicorn serves."""
