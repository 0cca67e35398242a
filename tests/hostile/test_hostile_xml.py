"""XML that is made to hurt: each document gives one error of ours or a value, in bounds, and opens nothing.

Each is read in a process of its own that may take so much processor time and memory and no more,
with a file, a pipe and a port beside it that must stay untouched.
"""

from __future__ import annotations

import codecs
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds on processes as Linux has them")

MEGABYTE = 1_000_000
PROCESSOR_SECONDS = 20
"""A guard against hanging: work in proportion takes less than two."""
WALL_SECONDS = 60
"""The same for one who waits, such as for somebody to write to a pipe."""
MEMORY = 1_000 * MEGABYTE
CANARY = "canary-48151623"


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    name: str | None = so.member("Name", default=None)
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    day: so.DateTime = so.member("Day", default=so.DateTime(1, 1, 1))
    inner: Item | None = so.member("Inner", default=None)
    items: list[Item] | None = so.member("Items", default=None)
    ids: list[so.int32] | None = so.member("Ids", default=None)
    by_key: dict[str, str] | None = so.member("ByKey", default=None)
    secret: str | None = so.member("Secret", default=None, secret=True)


@dataclass(frozen=True)
class Canaries:
    """What a parser that follows references would touch."""

    file: Path
    pipe: Path
    port: int
    listener: socket.socket

    def are_untouched(self) -> bool:
        """Whether nobody has come to the port since the last time."""
        return not select.select([self.listener], [], [], 0)[0]


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    folder = tmp_path_factory.mktemp("canaries")
    file, pipe = folder / "file.txt", folder / "pipe"
    file.write_text(CANARY)
    os.mkfifo(pipe)  # whoever opens it waits for ever
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Canaries(file, pipe, listener.getsockname()[1], listener)


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the value in JSON, cut short, or the error."""

    value: str = ""
    error: str = ""
    text: str = ""
    path: str = ""
    events: tuple[str, ...] = ()


def read_apart(bodies: list[bytes | str], media_type: str = "text/xml", asked: Any = Item) -> list[Outcome]:
    """Reads documents in a process that is ended when it takes too much."""
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "latin-1", "ascii"):
        codecs.lookup(codec)  # what is imported on first use is imported now
    so.decode(b"<!-- --><Item/>", Item, "text/xml")
    receiving, sending = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receiving)
        _answer(sending, bodies, media_type, asked)
    os.close(sending)
    with os.fdopen(receiving, "rb") as answer:
        content = answer.read()
    _, status = os.waitpid(process, 0)
    assert status == 0, f"the process was ended by {status}"
    return [Outcome(**{**found, "events": tuple(found["events"])}) for found in json.loads(content)]


def _answer(sending: int, bodies: list[bytes | str], media_type: str, asked: Any) -> None:
    """What the other process does: it writes what became of the documents, and ends."""
    found: list[dict[str, Any]] = []
    try:
        gc.freeze()  # what the test run has made so far is not to be looked through again and again
        signal.alarm(WALL_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        most = _address_space() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        events = _watch()
        found = [_outcome(body, media_type, asked, events) for body in bodies]
    except BaseException:  # noqa: BLE001  # whatever it is, the other process is to tell
        found = [{"error": "foreign", "text": traceback.format_exc()[-2_000:], "events": []}]
    finally:
        os.write(sending, json.dumps(found).encode())
        os._exit(0)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _watch() -> list[str]:
    """A list that every opening of a file or a socket is added to from now on."""
    events: list[str] = []
    watched = ("open", "os.", "socket.", "subprocess.", "urllib.", "ftplib.", "http.")
    sys.addaudithook(lambda event, _: events.append(event) if event.startswith(watched) else None)
    return events


def _outcome(body: bytes | str, media_type: str, asked: Any, events: list[str]) -> dict[str, Any]:
    events.clear()
    try:
        value = so.decode(body, asked, media_type)
    except so.SoCarriersError as error:
        shown = f"{error} {error!r}"[:2_000]
        return {"error": type(error).__name__, "text": shown, "path": str(error.path), "events": [*events]}
    seen = [*events]
    return {"value": so.encode(value, type=asked).decode()[:2_000], "events": seen}


def check(outcome: Outcome, canaries: Canaries) -> None:
    """What holds for every document."""
    assert outcome.error != "foreign", outcome.text
    assert outcome.events == ()
    assert canaries.are_untouched()
    assert CANARY not in outcome.value + outcome.text
    assert len(outcome.text) < 1_000


def numbered(form: str, count: int) -> str:
    """So many copies of a form with their numbers in it; a backtick in it is a quotation mark."""
    return "".join(map(form.replace("`", '"').format, range(count)))


def ten_of_the_one_below(level: int) -> str:
    return f"<!ENTITY e{level} '{f'&e{level - 1};' * 10}'>"


LAUGHS = "".join(map(ten_of_the_one_below, range(1, 10)))

# In these {file}, {pipe} and {port} stand for the canaries.
DOCTYPES = {
    "nothing": "<!DOCTYPE Item>",
    "an empty subset": "<!DOCTYPE Item []>",
    "an entity": "<!DOCTYPE Item [<!ENTITY e 'a'>]>",
    "a billion laughs": f"<!DOCTYPE Item [<!ENTITY e0 'ha'>{LAUGHS}]>",
    "quadratic blow-up": f"<!DOCTYPE Item [<!ENTITY e '{'a' * 100_000}'>]>",
    "an entity of itself": "<!DOCTYPE Item [<!ENTITY e '&e;'>]>",
    "entities of each other": "<!DOCTYPE Item [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>",
    "an entity with markup": "<!DOCTYPE Item [<!ENTITY e '<Id>3</Id>'>]>",
    "a predefined entity": "<!DOCTYPE Item [<!ENTITY lt '&#38;#60;'>]>",
    "a file": "<!DOCTYPE Item [<!ENTITY e SYSTEM 'file://{file}'>]>",
    "a file by its path": "<!DOCTYPE Item [<!ENTITY e SYSTEM '{file}'>]>",
    "a pipe": "<!DOCTYPE Item [<!ENTITY e SYSTEM 'file://{pipe}'>]>",
    "an address": "<!DOCTYPE Item [<!ENTITY e SYSTEM 'http://127.0.0.1:{port}/'>]>",
    "a public address": "<!DOCTYPE Item [<!ENTITY e PUBLIC 'p' 'http://127.0.0.1:{port}/'>]>",
    "an address of FTP": "<!DOCTYPE Item [<!ENTITY e SYSTEM 'ftp://127.0.0.1:{port}/'>]>",
    "a subset in a pipe": "<!DOCTYPE Item SYSTEM 'file://{pipe}'>",
    "a subset at an address": "<!DOCTYPE Item SYSTEM 'http://127.0.0.1:{port}/'>",
    "a public subset": "<!DOCTYPE Item PUBLIC 'p' 'http://127.0.0.1:{port}/'>",
    "a parameter entity": "<!DOCTYPE Item [<!ENTITY % p \"<!ENTITY e 'a'>\"> %p;]>",
    "a parameter entity in a pipe": "<!DOCTYPE Item [<!ENTITY % p SYSTEM 'file://{pipe}'> %p;]>",
    "a parameter entity elsewhere": "<!DOCTYPE Item [<!ENTITY % p SYSTEM 'http://127.0.0.1:{port}/'> %p;]>",
    "defaults": "<!DOCTYPE Item [<!ATTLIST Item a CDATA 'b' xmlns:j CDATA #FIXED 'urn:so-carriers:json'>]>",
    "a notation": "<!DOCTYPE Item [<!NOTATION n SYSTEM 'file://{pipe}'><!ENTITY e SYSTEM 'u' NDATA n>]>",
    "white space": "<!DOCTYPE\n\tItem\r [ \n ] >",
    "comments around it": "<!-- a --><?b?>\n<!DOCTYPE Item [ <!-- ]> --> <?c ]>?> ]><!-- d -->",
    "another root": "<!DOCTYPE html>",
    "lower case": "<!doctype Item>",
    "no name": "<!DOCTYPE>",
    "no end": "<!DOCTYPE Item [",
    "two of them": "<!DOCTYPE Item><!DOCTYPE Item>",
    "very many entities": f"<!DOCTYPE Item [{numbered('<!ENTITY e{} SYSTEM `u`>', 5_000)}]>",
}
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_with_a_doctype_is_refused_in_every_charset(doctype: str, canaries: Canaries) -> None:
    for name in ("file", "pipe", "port"):
        doctype = doctype.replace(f"{{{name}}}", str(getattr(canaries, name)))
    uses = "&e;" * (1_000 if "a" * 1_000 in doctype else 1)
    contents = [f"<Item><Name>{uses}&e9;</Name></Item>", "<Item><Name>a</Name></Item>", "<Item a='&e;'/>"]
    bodies = [
        f"{declaration_of(codec)}{doctype}{content}".encode(codec) for codec in CODECS for content in contents
    ]
    for outcome in read_apart([*bodies, f"{doctype}{contents[0]}"]):
        check(outcome, canaries)
        assert outcome.error == "DecodeError"


def declaration_of(codec: str) -> str:
    """The declaration of a document without a byte-order mark that could say its charset."""
    encoding = {"utf-8": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(codec)
    return f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else ""


def test_a_document_with_a_doctype_is_refused_under_any_charset_of_content_type(canaries: Canaries) -> None:
    document = "<!DOCTYPE Item [<!ENTITY e 'a'>]><Item><Name>&e;</Name></Item>"
    for body, charset in (
        (document, "utf-8"),
        (document.encode("utf-16-le"), "utf-16le"),
        (document.encode("utf-16-be"), "utf-16be"),
        (document.encode("utf-32-be"), "utf-32be"),
        (document.encode(), "windows-1252"),
    ):
        [outcome] = read_apart([body], f"text/xml; charset={charset}")
        check(outcome, canaries)
        assert outcome.error == "DecodeError"


def test_what_only_looks_like_a_doctype_is_read(canaries: Canaries) -> None:
    looks = "<!DOCTYPE Item [<!ENTITY e SYSTEM 'u'>]>"
    document = f"<!-- {looks} --><?a {looks}?><Item a='!DOCTYPE'><Name><![CDATA[{looks}]]></Name></Item>"
    [outcome] = read_apart([document])
    check(outcome, canaries)
    assert json.loads(outcome.value) == {"Name": looks}


XSI = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
OURS = "xmlns:j='urn:so-carriers:json'"
INCLUDES = "xmlns:x='http://www.w3.org/2001/XInclude'"
LINKS = "xmlns:l='http://www.w3.org/1999/xlink'"

# In these {url} stands for a canary.
REFERENCES = {
    "XInclude": f"<Item {INCLUDES}><Name>a</Name><x:include href='{{url}}' parse='text'/></Item>",
    "XInclude at the root": f"<x:include {INCLUDES} href='{{url}}'/>",
    "XInclude in a text": f"<Item {INCLUDES}><Name><x:include href='{{url}}'/></Name></Item>",
    "XInclude with another": f"<Item {INCLUDES}><x:include href='{{url}}'><x:fallback/></x:include></Item>",
    "schemaLocation": f"<Item {XSI} i:schemaLocation='u {{url}}'/>",
    "noNamespaceSchemaLocation": f"<Item {XSI} i:noNamespaceSchemaLocation='{{url}}'/>",
    "a stylesheet": "<?xml-stylesheet type='text/xsl' href='{url}'?><Item/>",
    "a model": "<?xml-model href='{url}'?><Item/>",
    "a catalogue": "<?oasis-xml-catalog catalog='{url}'?><Item/>",
    "a namespace": "<Item xmlns='{url}'/>",
    "xml:base": "<Item xml:base='{url}' xml:id='a'><Id xml:id='a' xml:base='{url}'>3</Id></Item>",
    "a link": f"<Item {LINKS} l:href='{{url}}' l:actuate='onLoad'/>",
}


@pytest.mark.parametrize("document", REFERENCES.values(), ids=REFERENCES)
def test_nothing_that_a_document_refers_to_is_opened(document: str, canaries: Canaries) -> None:
    urls = [f"file://{canaries.file}", f"file://{canaries.pipe}", f"http://127.0.0.1:{canaries.port}/"]
    for outcome in read_apart([document.replace("{url}", url) for url in urls]):
        check(outcome, canaries)
        assert outcome.error in ("", "DecodeError")


def nested(start: str, end: str, levels: int, inner: str = "") -> str:
    return f"<Item>{start * levels}{inner}{end * levels}</Item>"


DEPTH = 100_000
TOO_DEEP: dict[str, Callable[[], str]] = {
    "unknown": lambda: nested("<X>", "</X>", DEPTH),
    "unknown, by turns": lambda: nested("<X><Y>", "</Y></X>", DEPTH // 2),
    "unknown, with text": lambda: nested("<X>", "</X>", DEPTH, "a"),
    "unknown, of a stated type": lambda: nested(
        "<X xmlns:j='urn:so-carriers:json' j:type='array'>", "</X>", DEPTH
    ),
    "unknown, in namespaces": lambda: nested("<p:X xmlns:p='u'>", "</p:X>", DEPTH),
    "known": lambda: nested("<Inner>", "</Inner>", DEPTH),
    "known, with members": lambda: nested("<Inner><Id>3</Id>", "</Inner>", DEPTH),
    "known lists": lambda: nested("<Items><Item>", "</Item></Items>", DEPTH // 2),
    "a thousand": lambda: nested("<Inner>", "</Inner>", 1_000),
    "unknown, a thousand": lambda: nested("<X>", "</X>", 1_000),
    "three hundred": lambda: nested("<Inner>", "</Inner>", 300),
    "one too many": lambda: nested("<Inner>", "</Inner>", 128),
}


@pytest.mark.parametrize("make", TOO_DEEP.values(), ids=TOO_DEEP)
def test_what_is_nested_too_deeply_exceeds_the_limit(make: Callable[[], str], canaries: Canaries) -> None:
    for outcome in read_apart([make().encode(), f"<!-- -->{make()}"]):
        check(outcome, canaries)
        assert outcome.error == "LimitExceeded"
        assert "depth" in outcome.text


WRONG_AND_DEEP: dict[str, Callable[[], str]] = {
    "no end": lambda: nested("<X>", "", DEPTH),
    "other ends": lambda: nested("<X>", "</Y>", DEPTH),
    "in a text": lambda: nested("<Name>", "</Name>", DEPTH),
    "in a number": lambda: nested("<Id>", "</Id>", DEPTH),
    "in an entry": lambda: nested("<ByKey><a><Key/><Value>", "</Value></a></ByKey>", DEPTH // 3),
    "in a key": lambda: nested("<ByKey><a><Key>", "</Key></a></ByKey>", DEPTH // 3),
    "in nothing": lambda: nested(
        "<Inner xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'>", "</Inner>", DEPTH
    ),
}


@pytest.mark.parametrize("make", WRONG_AND_DEEP.values(), ids=WRONG_AND_DEEP)
def test_what_is_wrong_and_nested_too_deeply_is_refused_for_either(
    make: Callable[[], str], canaries: Canaries
) -> None:
    [outcome] = read_apart([make().encode()])
    check(outcome, canaries)
    assert outcome.error in ("DecodeError", "LimitExceeded")


TEN = 10 * MEGABYTE
LONG = 2 * MEGABYTE
MANY = 500_000


# The document, and what it reads as or the limit that it exceeds.
LARGE: dict[str, tuple[Callable[[], str], str]] = {
    "attributes": (lambda: f"<Item{numbered(' a{}=`b`', 20_000)}/>", "{}"),
    "attributes in namespaces": (
        lambda: f"<Item{numbered(' xmlns:n{0}=`u{0}` n{0}:a=`b`', 2_000)}/>",
        "{}",
    ),
    "attributes of a member": (lambda: f"<Item><Id{numbered(' a{}=`b`', 20_000)}>3</Id></Item>", '{"Id":3}'),
    "namespaces": (lambda: f"<Item{numbered(' xmlns:n{0}=`u{0}`', 20_000)}/>", "{}"),
    "a namespace for each member": (
        lambda: f"<Item>{numbered('<n:Id xmlns:n=`u{0}`>{0}</n:Id>', 20_000)}</Item>",
        '{"Id":19999}',
    ),
    "integers": (lambda: f"<Item><Ids>{'<int>1</int>' * MANY}</Ids></Item>", '{"Ids":[1,1,1,'),
    "empty items": (lambda: f"<Item><Items>{'<Item/>' * MANY}</Items></Item>", '{"Items":[{},{},'),
    "one unknown member many times": (lambda: f"<Item>{'<X>1</X>' * (MANY // 5)}</Item>", '{"X":["1","1",'),
    "an unknown array": (lambda: f"<Item><X>{'<a/>' * MANY}</X></Item>", '{"X":["","",'),
    "one known member many times": (lambda: f"<Item>{'<Id>1</Id>' * (MANY // 5)}</Item>", '{"Id":1}'),
    "one known member in many cases": (
        lambda: f"<Item>{'<id>1</id><ID>2</ID><iD>3</iD>' * (MANY // 15)}</Item>",
        '{"id":["1","1",',
    ),
    "unknown members": (lambda: f"<Item>{numbered('<X{}/>', 100_001)}</Item>", "members"),
    "members of what is unknown": (lambda: f"<Item><X>{numbered('<X{}/>', 100_001)}</X></Item>", "members"),
    "entries": (
        lambda: f"<Item><ByKey>{numbered('<a><Key>{}</Key></a>', 100_001)}</ByKey></Item>",
        "members",
    ),
    "as many members as there may be": (
        lambda: f"<Item>{numbered('<X{}/>', 100_000)}</Item>",
        '{"X0":"","X1":',
    ),
    "a text": (lambda: f"<Item><Name>{'x' * TEN}</Name></Item>", '{"Name":"xxx'),
    "a text that is too long": (lambda: f"<Item><Name>{'x' * TEN}x</Name></Item>", "text"),
    "an unknown text that is too long": (lambda: f"<Item><X>{'x' * TEN}x</X></Item>", "text"),
    "a key that is too long": (lambda: f"<Item><ByKey><a><Key>{'x' * TEN}x</Key></a></ByKey></Item>", "text"),
    "a text in CDATA": (lambda: f"<Item><Name><![CDATA[{'x' * TEN}]]></Name></Item>", '{"Name":"xxx'),
    "a text in very much CDATA": (
        lambda: f"<Item><Name>{'<![CDATA[x]]>' * MANY}</Name></Item>",
        '{"Name":"xxx',
    ),
    "a text among comments": (lambda: f"<Item><Name>{'x<!---->' * MANY}</Name></Item>", '{"Name":"xxx'),
    "a text among instructions": (lambda: f"<Item><Name>{'x<?a?>' * MANY}</Name></Item>", '{"Name":"xxx'),
    "a text of references": (lambda: f"<Item><Name>{'&#120;' * (LONG // 6)}</Name></Item>", '{"Name":"xxx'),
    "a text of entities": (lambda: f"<Item><Name>{'&gt;' * (LONG // 4)}</Name></Item>", '{"Name":">>>'),
    "a text of carriage returns": (
        lambda: f"<Item><Name>{'&#13;' * (LONG // 5)}</Name></Item>",
        '{"Name":"\\r\\r',
    ),
    "a text of line feeds": (
        lambda: "<Item><Name>" + "\r\n" * (LONG // 2) + "</Name></Item>",
        '{"Name":"\\n\\n',
    ),
    "a text of brackets": (lambda: f"<Item><Name>{']' * LONG}</Name></Item>", '{"Name":"]]]'),
    "a text of greater-than signs": (lambda: f"<Item><Name>{'>' * LONG}</Name></Item>", '{"Name":">>>'),
    "a text of quotes": (lambda: "<Item><Name>" + '"' * (LONG // 2) + "</Name></Item>", '{"Name":"\\"\\"'),
    "a text of blanks": (lambda: f"<Item><Name>{' ' * LONG}</Name></Item>", '{"Name":"   '),
    "blanks between members": (lambda: f"<Item>{' ' * LONG}<Id>3</Id>{chr(10) * 1_000}</Item>", '{"Id":3}'),
    "blanks around a number": (
        lambda: f"<Item><Id>{' ' * (LONG // 2)}3{' ' * (LONG // 2 - 1)}</Id></Item>",
        '{"Id":3}',
    ),
    "blanks in a tag": (lambda: f"<Item{' ' * LONG}><Id\n>3</Id{chr(9) * MEGABYTE}></Item>", '{"Id":3}'),
    "blanks before the root": (lambda: f"{' ' * LONG}<Item/>", "{}"),
    "blanks after the root": (lambda: f"<Item/>{chr(10) * LONG}", "{}"),
    "a comment": (lambda: f"<Item><!--{' -' * (TEN // 2)}x--></Item>", "{}"),
    "a comment of tags": (lambda: f"<!--{'<Item>' * (LONG // 6)}--><Item/>", "{}"),
    "comments": (lambda: f"<Item>{'<!---->' * MEGABYTE}</Item>", "{}"),
    "comments before the root": (lambda: f"{'<!---->' * MEGABYTE}<Item/>", "{}"),
    "comments after the root": (lambda: f"<Item/>{'<!---->' * MEGABYTE}", "{}"),
    "instructions": (lambda: f"<Item>{'<?a?>' * MEGABYTE}</Item>", "{}"),
    "an instruction": (lambda: f"<?a {'?' * LONG}?><Item/>", "{}"),
    "an attribute": (lambda: f"<Item a='{'x' * TEN}'/>", "{}"),
    "the name of the root": (lambda: f"<{'x' * TEN}/>", "{}"),
    "a token": (lambda: f"<Item {OURS}><Id j:token='{' ' * LONG}3'>3</Id></Item>", '{"Id":3}'),
    "a number": (lambda: f"<Item {OURS}><X j:type='number'>{'7' * TEN}</X></Item>", '{"X":777'),
    "a fraction": (lambda: f"<Item {OURS}><X j:type='number'>0.{'7' * (LONG - 2)}</X></Item>", '{"X":0.777'),
    "an unknown enum": (lambda: f"<Item><Kind>{'x' * LONG}</Kind></Item>", '{"Kind":"xxx'),
    "empty elements of what is unknown": (
        lambda: f"<Item><X>{'<a><b/></a>' * (MANY // 5)}</X></Item>",
        '{"X":[{"b":""},',
    ),
    "members under names of ours": (
        lambda: f"<Item {OURS}>{numbered('<Member j:name=`a {}`/>', 20_000)}</Item>",
        '{"a 0":"","a 1":',
    ),
    "a body that is too large": (lambda: f"<Item>{' ' * 17 * MEGABYTE}</Item>", "body"),
}


@pytest.mark.parametrize(("make", "expected"), LARGE.values(), ids=LARGE)
def test_a_large_document_is_read_or_exceeds_a_limit(
    make: Callable[[], str], expected: str, canaries: Canaries
) -> None:
    [outcome] = read_apart([make().encode()])
    check(outcome, canaries)
    if expected.startswith("{"):
        assert outcome.error == ""
        assert outcome.value.startswith(expected)
    else:
        assert outcome.error == "LimitExceeded"
        assert f"limit {expected}=" in outcome.text


LARGE_MISTAKES: dict[str, Callable[[], str]] = {
    "less-than signs": lambda: "<" * LONG,
    "greater-than signs": lambda: "<Item>" + "<a" * (LONG // 2),
    "ampersands": lambda: f"<Item><Name>{'&' * LONG}</Name></Item>",
    "references without an end": lambda: f"<Item><Name>{'&#120' * (LONG // 5)}</Name></Item>",
    "a reference of many digits": lambda: f"<Item><Name>&#{'9' * LONG};</Name></Item>",
    "a reference of many zeros": lambda: f"<Item><Name>&#{'0' * LONG};</Name></Item>",
    "an entity of a long name": lambda: f"<Item><Name>&{'a' * LONG};</Name></Item>",
    "ends of CDATA": lambda: f"<Item><Name>{']]>' * (LONG // 3)}</Name></Item>",
    "open CDATA": lambda: f"<Item><Name><![CDATA[{']' * LONG}",
    "an open comment": lambda: f"<Item><!--{'-' * LONG}",
    "open comments": lambda: "<Item>" + "<!--" * (LONG // 4),
    "an open instruction": lambda: f"<Item><?a {'?' * LONG}",
    "an open attribute": lambda: f"<Item a='{'x' * LONG}",
    "an open tag": lambda: f"<Item {'a ' * (LONG // 2)}",
    "an open tag of blanks": lambda: f"<Item{' ' * LONG}",
    "an open tag of attributes": lambda: f"<Item{numbered(' a{}=`b`', MANY)}",
    "quotes": lambda: "<Item " + "'\"" * (LONG // 2) + ">",
    "ends only": lambda: "<Item>" + "</Id>" * (LONG // 5),
    "starts only": lambda: "<Item>" + "<Id>" * (LONG // 4),
    "starts of texts": lambda: "<Item>" + "<Name>x" * (LONG // 7),
    "empty elements without an end": lambda: "<Item>" + "<Id/>" * (LONG // 5),
    "members without an end": lambda: "<Item>" + "<Id>3</Id>" * (LONG // 10),
    "members and the wrong end": lambda: "<Item>" + "<Id>3</Id>" * (LONG // 10) + "</item>",
    "a long name of a member": lambda: f"<Item><{'x' * LONG}></Item>",
    "a long prefix": lambda: f"<{'x' * LONG}:Item/>",
    "colons": lambda: f"<Item><a{':' * LONG}/></Item>",
    "two roots": lambda: "<Item/>" * (LONG // 7),
    "text after the root": lambda: f"<Item/>{'x' * LONG}",
    "text before the root": lambda: f"{'x' * LONG}<Item/>",
    "text among members": lambda: f"<Item>{'x<Id>3</Id>' * MANY}</Item>",
    "digits": lambda: f"<Item><Id>{'9' * LONG}</Id></Item>",
    "digits and a blank": lambda: f"<Item><Id>{'9' * (LONG - 1)} 9</Id></Item>",
    "blanks for a number": lambda: f"<Item><Id>{' ' * LONG}</Id></Item>",
    "blanks and a letter": lambda: f"<Item><Id>{' ' * (LONG - 1)}x</Id></Item>",
    "digits of a date": lambda: f"<Item><Day>2024-09-04T00:00:00.{'9' * (LONG - 20)}</Day></Item>",
    "an exponent": lambda: f"<Item {OURS}><X j:type='number'>1e{'9' * (LONG - 2)}x</X></Item>",
    "brackets for a number": lambda: f"<Item {OURS}><X j:type='number'>{'[' * LONG}</X></Item>",
    "braces for a boolean": lambda: f"<Item {OURS}><X j:type='boolean'>{'{0:' * (LONG // 3)}</X></Item>",
    "a type": lambda: f"<Item {OURS}><X j:type='{'x' * LONG}'/></Item>",
    "nil": lambda: f"<Item {XSI}><X i:nil='{'x' * LONG}'/></Item>",
    "nil of blanks": lambda: f"<Item {XSI}><X i:nil='{' ' * LONG}x'/></Item>",
    "nil with content": lambda: f"<Item {XSI}><X i:nil='1'>{'x' * LONG}</X></Item>",
    "a declaration": lambda: f"<?xml version='1.0' encoding='utf-8'{' ' * LONG}",
    "a version": lambda: f"<?xml version='{'1' * LONG}'?><Item/>",
    "null characters": lambda: "\x00" * LONG,
    "null characters in a text": lambda: f"<Item><Name>{chr(0) * LONG}</Name></Item>",
    "marks": lambda: f"{chr(0xFEFF) * (LONG // 3)}<Item/>",
}


@pytest.mark.parametrize("make", LARGE_MISTAKES.values(), ids=LARGE_MISTAKES)
def test_a_large_mistake_is_refused_in_a_short_message(make: Callable[[], str], canaries: Canaries) -> None:
    [outcome] = read_apart([make().encode()])
    check(outcome, canaries)
    assert outcome.error in ("DecodeError", "LimitExceeded", "UnsupportedMediaType")
    assert len(outcome.path) < 1_000


ENCODINGS = {
    "utf-7": b"<?xml version='1.0' encoding='utf-7'?>+ADw-Item/+AD4-",
    "utf-7 of a DOCTYPE": b"<?xml version='1.0' encoding='utf-7'?><Item>+ADwAIQ-DOCTYPE a+AD4-</Item>",
    "x-user-defined": b"<?xml version='1.0' encoding='x-user-defined'?><Item/>",
    "punycode": b"<?xml version='1.0' encoding='punycode'?><Item/>",
    "unicode_escape": b"<?xml version='1.0' encoding='unicode_escape'?><Item>\\x3c</Item>",
    "ebcdic": "<?xml version='1.0' encoding='ebcdic-cp-us'?><Item/>".encode("cp037"),
    "a very long one": b"<?xml version='1.0' encoding='" + b"u" * LONG + b"'?><Item/>",
    "an empty one": b"<?xml version='1.0' encoding=''?><Item/>",
    "one with markup": b"<?xml version='1.0' encoding='&lt;'?><Item/>",
    "one with a line": b"<?xml version='1.0' encoding='utf-8\r\nX: y'?><Item/>",
    "one with a null character": b"<?xml version='1.0' encoding='utf-8\x00'?><Item/>",
    "two of them": b"<?xml version='1.0' encoding='utf-8' encoding='utf-7'?><Item/>",
    "one in a second declaration": b"<?xml version='1.0'?><?xml version='1.0' encoding='utf-7'?><Item/>",
    "overlong": b"\xc0\xbcItem/\xc0\xbe",
    "overlong inside": b"<Item><Name>\xc0\xbc!DOCTYPE a\xc0\xbe</Name></Item>",
    "null characters between": b"<\x00I\x00t\x00e\x00m\x00/\x00>",
    "a mark of another charset": b"\xff\xfe<Item/>",
    "a mark of UTF-32 on UTF-16": b"\xff\xfe\x00\x00" + "<Item/>".encode("utf-16-le"),
    "an odd number of bytes": "<Item/>".encode("utf-16")[:-1],
    "a mark of UTF-1": b"\xf7\x64\x4c<Item/>",
    "a mark of SCSU": b"\x0e\xfe\xff<Item/>",
    "a mark of UTF-7": b"+/v8-<Item/>",
}


@pytest.mark.parametrize("body", ENCODINGS.values(), ids=ENCODINGS)
def test_a_charset_that_hides_something_is_refused(body: bytes, canaries: Canaries) -> None:
    [outcome] = read_apart([body])
    check(outcome, canaries)
    assert outcome.error in ("DecodeError", "UnsupportedMediaType")


# Attributes of ours that somebody else wrote; what the document reads as, or nothing where it is refused.
ABUSES: dict[str, tuple[str, str]] = {
    "a token that is not JSON": ("<Id j:token='{'>3</Id>", '{"Id":3}'),
    "a token in Python": ("<Id j:token='__import__(1)'>3</Id>", '{"Id":3}'),
    "a token too large": ("<Id j:token='1e999999999'>3</Id>", '{"Id":3}'),
    "a token too small": ("<Id j:token='3e-999999999'>3</Id>", '{"Id":3}'),
    "a token that is zero": ("<Id j:token='0e999999999'>0</Id>", '{"Id":0e999999999}'),
    "a token that is no number": ("<Id j:token='NaN'>3</Id>", '{"Id":3}'),
    "a token that is infinite": ("<Id j:token='-Infinity'>3</Id>", '{"Id":3}'),
    "a token of many digits": (f"<Id j:token='{'3' * 100_000}'>3</Id>", '{"Id":3}'),
    "a token of many zeros": (f"<Id j:token='3.{'0' * 100_000}'>3</Id>", '{"Id":3.000'),
    "a token of brackets": (f"<Id j:token='{'[' * 200_000}'>3</Id>", '{"Id":3}'),
    "a token of braces": (f"<Id j:token='{'{&quot;a&quot;:' * 100_000}'>3</Id>", '{"Id":3}'),
    "a token that is an object": ("<Id j:token='{&quot;a&quot;:3}'>3</Id>", '{"Id":3}'),
    "a token with a lone surrogate": ("<Kind j:token='&quot;\\ud800&quot;'>a</Kind>", '{"Kind":"a"}'),
    "a token of a text": ("<Name j:token='&quot;b&quot;'>a</Name>", '{"Name":"a"}'),
    "a token of a secret": ("<Secret j:token='&quot;b&quot;'>a</Secret>", '{"Secret":"a"}'),
    "a token of a date": ("<Day j:token='3'>2024-09-04T00:00:00</Day>", '{"Day":"2024-09-04T00:00:00"}'),
    "a token of an enum": ("<Kind j:token='[1]'>Unknown</Kind>", '{"Kind":"Unknown"}'),
    "a huge token of an enum": (f"<Kind j:token='{'9' * 5_000}'>Unknown</Kind>", '{"Kind":"Unknown"}'),
    "a token for another text": ("<Id j:token='4.0'>3</Id>", '{"Id":3}'),
    "a token for no text": ("<Id j:token='4.0'></Id>", ""),
    "a token for a wrong text": ("<Id j:token='4.0'>four</Id>", ""),
    "a token beside nil": ("<Id j:token='4.0' i:nil='1'/>", '{"Id":null}'),
    "a type of a known number": ("<Id j:type='object'>3</Id>", '{"Id":3}'),
    "a type of a known list": ("<Ids j:type='string'><int>1</int></Ids>", '{"Ids":[1]}'),
    "a type that is unknown": ("<X j:type='pickle'/>", ""),
    "a type in another case": ("<X j:type='Number'>3</X>", ""),
    "a number that is too large": ("<X j:type='number'>1e999999999</X>", '{"X":1e999999999}'),
    "a number that is infinite": ("<X j:type='number'>Infinity</X>", ""),
    "a number in brackets": ("<X j:type='number'>[3]</X>", ""),
    "a number that is a text": ("<X j:type='number'>\"3\"</X>", ""),
    "minus zero": ("<X j:type='number'>-0</X>", '{"X":0}'),
    "a name of a known member": ("<Member j:name='Id'>3</Member>", '{"Id":3}'),
    "a known member of another name": ("<Id j:name='Later'>x</Id>", '{"Later":"x"}'),
    "one name twice": ("<A j:name='X'>1</A><B j:name='X'>2</B>", '{"X":["1","2"]}'),
    "a name of a secret": ("<A j:name='secret'>a</A>", '{"secret":"a"}'),
    "a name of a method": ("<A j:name='__class__'>1</A>", '{"__class__":"1"}'),
    "a name of the state": ("<A j:name='_wire_state'>1</A>", '{"_wire_state":"1"}'),
    "a long name": (f"<A j:name='{'n' * 100_000}'>1</A>", '{"nnn'),
    "a name on an item": ("<Ids><int j:name='a'>1</int></Ids>", '{"Ids":[1]}'),
    "a name on a key": (
        "<ByKey><a><Key j:name='Value'>k</Key><Value>v</Value></a></ByKey>",
        '{"ByKey":{"k":"v"}}',
    ),
    "one attribute under two prefixes": ("<Id j:token='3.0' k:token='3.00'>3</Id>", ""),
    "the same under two prefixes": ("<Id j:name='Id' k:name='Id'>3</Id>", ""),
    "nil under two prefixes": ("<Id i:nil='1' l:nil='0'>3</Id>", ""),
    "an array of one in one": (
        "<X>" + "<a j:type='array'>" * 60 + "</a>" * 60 + "</X>",
        '{"X":{"a":[[[[',
    ),
}
NAMESPACES = (
    f"{XSI} {OURS} xmlns:k='urn:so-carriers:json' xmlns:l='http://www.w3.org/2001/XMLSchema-instance'"
)


@pytest.mark.parametrize(("content", "expected"), ABUSES.values(), ids=ABUSES)
def test_attributes_of_ours_cannot_be_abused(content: str, expected: str, canaries: Canaries) -> None:
    [outcome] = read_apart([f"<Item {NAMESPACES}>{content}</Item>".encode()])
    check(outcome, canaries)
    if expected:
        assert outcome.error == ""
        assert outcome.value.startswith(expected)
    else:
        assert outcome.error == "DecodeError"


ODD_NAMES = ["a\ufeff", "a\U000e0041b", "\ufff9\ufffb", "a\u200c\u200d", "\U00010000" * 60, "x" * MEGABYTE]


@pytest.mark.parametrize("name", ODD_NAMES, ids=["mark", "tag", "annotation", "joiners", "planes", "long"])
def test_nothing_of_a_document_breaks_the_line_of_a_log(name: str) -> None:
    for document in (
        f"<{name}>x</{name}>",
        f"<Item><{name}>x<a/></{name}></Item>",
        f"<{name}><Id>x</Id></{name}>",
        f"<Item><Ids><{name}/><{name}>x</{name}></Ids></Item>",
        f"<Item><{name}></Item>",
        f"<Item {XSI} {OURS}><{name} i:nil='{name}'/></Item>",
        f"<Item {XSI} {OURS}><X j:type='{name}'/><Id j:token='{name}'>x</Id></Item>",
    ):
        with pytest.raises(so.DecodeError) as caught:
            so.decode(document, Item, "text/xml")
        for shown in (str(caught.value), caught.value.path):
            assert shown.isprintable()
            assert len(shown) < 1_000


def test_names_of_many_bodies_are_not_kept_for_ever() -> None:
    def documents(start: int) -> Iterator[str]:
        for number in range(start, start + 30):
            name = f"n{number}{'x' * 100_000}"
            odd = f"<Member j:name='{name} '/>"
            yield f"<Item {OURS}><{name} j:type='number'>{number}.50</{name}>{odd}</Item>"

    memory_kept_by(documents(0))
    assert memory_kept_by(documents(30)) < MEGABYTE


def memory_kept_by(documents: Iterator[str]) -> int:
    """The bytes that stay behind after documents were read, written and forgotten."""
    tracemalloc.start()
    try:
        for document in documents:
            for media_type in ("text/xml", "application/json"):
                so.encode(so.decode(document, Item, "text/xml"), media_type)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_the_canaries_would_sing(canaries: Canaries) -> None:
    """Each of the guards does notice what it is there for."""
    with socket.create_connection(("127.0.0.1", canaries.port)):
        assert not canaries.are_untouched()
    canaries.listener.accept()[0].close()
    assert canaries.are_untouched()

    class Opening(str):
        __slots__ = ()

        def startswith(self, *sought: Any) -> bool:
            canaries.file.read_text()  # a text is looked at before any engine is asked
            return super().startswith(*sought)

    [outcome] = read_apart([Opening("<Item/>")])
    assert any(event == "open" for event in outcome.events)
