"""When something else is the better choice, in words."""

from __future__ import annotations

from collections.abc import Mapping

WHEN: Mapping[str, str] = {
    "orjson, dict": "dictionaries are enough: you read a few members by name, or hand a body on, and nobody "
    "needs types, defaults or errors with a path",
    "msgspec Struct": "you own both ends or the schema stands still: no unknown members to keep, "
    "microseconds are enough for dates, and absent and null mean the same to you",
    "msgspec dataclass": "you have dataclasses already, may change their attributes to the names in the "
    "body, and can do without what is lost",
    "pydantic": "what you want is validation by rules of your own, with all errors of a body at once, in an "
    "application that stands on pydantic anyway",
    "mashumaro": "you have dataclasses of your own, and what is lost does not matter to you",
    "cattrs": "classes and the rules of their conversion must stay apart, and differ from place to place",
    "xsdata": "you have an XML Schema that is not of this API: it generates the classes and knows all of XML",
    "pydantic-xml": "your models are pydantic models already, and XML is a side door to them",
    "xmltodict": "a script looks once into a document, and every value may be a text",
    "lxml.etree": "you look for a few elements with XPath, or transform documents",
    "expat": "you count or search elements while they stream by",
    "urllib.parse": "pairs of texts are enough",
    "werkzeug": "you are in a werkzeug or Flask application: what it parses is at hand already",
    "Django QueryDict": "you are in Django: the form is at hand as `request.POST`",
    "jsonpatch": "what is patched are dictionaries, and a package in Python alone, which needs jsonpointer "
    "beside it, is what you want",
    "orjson + jsonpatch": "the body is patched and sent on, and no type of any member has to hold afterwards",
    "json-merge-patch": "what is patched are plain dictionaries that nobody else holds, so that they may be "
    "changed in place",
    "webob": "you are in a WebOb or Pyramid application: `request.accept` is at hand already",
    "python-mimeparse": "you need one function and no more",
    "Django REST framework": "you are in Django REST framework, whose views, parsers and renderers expect "
    "its own negotiation",
    "msgspec": "a command starts so often that its imports count, and Structs are enough",
    "orjson": "a command starts so often that its imports count, and dictionaries are enough",
}
"""When to take something else, by how the names of its contenders begin."""

HINTS: Mapping[tuple[str, str], str] = {
    ("json-merge-patch", "merge patch diff"): "its diff compares dictionaries and looks at nothing else: "
    "take it where 1 and true need no telling apart, and no value is null",
    ("json-merge-patch", "merge patch diff of dictionaries"): "the same of dictionaries on both sides",
}
"""When to take something else for one work, by the work."""
