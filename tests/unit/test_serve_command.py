"""`so-carriers serve` and the commands below it, as a person sees them."""

from __future__ import annotations

import asyncio
import builtins
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer

import so_carriers as so
from so_carriers.cli.conversion.errors import Failure, WrongUsage
from so_carriers.cli.serving import said_passwords, starting
from so_carriers.cli.serving.databases import database_url
from so_carriers.cli.serving.web_server import address_of, listen, serve
from so_carriers.server.logins import login_of
from so_carriers.server.passwords import password_matches
from so_carriers.server.settings import ServerSettings
from so_carriers.server.store import Store
from so_carriers.server.tickets import digest_of
from tests.command_runs import REPOSITORY, run
from tests.server_stores import file_url

ADD_KARI = ("serve", "user", "add", "Kari", "--password-stdin")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the commands are run in, with their database users.db."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SO_CARRIERS_DATABASE", str(tmp_path / "users.db"))
    return tmp_path


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    with closing(Store(file_url(folder))) as store:
        yield store


def words(text: str) -> str:
    """The text without the lines of tables and line breaks."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


# Users


@pytest.mark.usefixtures("quick_passwords")
def test_a_user_is_made_with_the_password_of_standard_input(folder: Path) -> None:
    result = run(*ADD_KARI, stdin="nostrum ä\n")
    assert (result.exit_code, result.output) == (0, "user 1: Kari\n")
    with opened(folder) as store:
        login = login_of(store.database, "kari")
        assert login is not None
        assert password_matches(login.password_hash, "nostrum ä")
        user = store.get(1)
    assert user is not None
    assert (user.user.name, user.user.user_name) == ("Kari", "Kari")
    assert user.user.type is so.UserType.INTERNAL_ASSOCIATE


@pytest.mark.usefixtures("quick_passwords")
def test_a_password_that_is_made_is_shown_once(folder: Path) -> None:
    result = run("serve", "user", "add", "Kari", "--generate")
    assert result.exit_code == 0
    (password,) = re.findall(r"^password: (\S{20,})$", result.stdout, flags=re.MULTILINE)
    assert password not in run("serve", "user", "list").output
    with opened(folder) as store:
        login = login_of(store.database, "Kari")
    assert login is not None
    assert password_matches(login.password_hash, password)


@pytest.mark.usefixtures("quick_passwords")
def test_in_a_terminal_the_password_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []

    def prompt(_text: str, **options: Any) -> str:
        asked.append(options)
        return "nostrum"

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr(said_passwords, "_is_terminal", lambda: True)
    result = run("serve", "user", "add", "Kari")
    assert result.exit_code == 0, result.output
    assert "nostrum" not in result.output
    (options,) = asked
    assert options["hide_input"]
    assert options["confirmation_prompt"]


@pytest.mark.usefixtures("quick_passwords")
def test_another_password_ends_the_tickets_of_the_user(folder: Path) -> None:
    run(*ADD_KARI, stdin="old\n")
    run("serve", "ticket", "issue", "kari")
    result = run("serve", "user", "password", "KARI", "--password-stdin", stdin="new")
    assert (result.exit_code, result.output) == (0, "")
    assert "there are no tickets" in run("serve", "ticket", "list").stderr
    with opened(folder) as store:
        login = login_of(store.database, "Kari")
    assert login is not None
    assert password_matches(login.password_hash, "new")


@pytest.mark.usefixtures("quick_passwords")
def test_users_are_listed(folder: Path) -> None:
    result = run("serve", "user", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "make one with: so-carriers serve user add NAME" in result.stderr
    run(*ADD_KARI, stdin="nostrum\n")
    with opened(folder) as store:
        store.insert(so.User(name="[b]Ola[/b]", deleted=True))
    rows = [line.split() for line in run("serve", "user", "list").stdout.splitlines()]
    assert rows == [
        ["Id", "Name", "User", "name", "Password", "Retired"],
        ["1", "Kari", "Kari", "yes"],
        ["2", "[b]Ola[/b]", "no", "yes"],
    ]


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "problem"),
    [
        ((*ADD_KARI, "--generate"), "x", 2, "--password-stdin and --generate are two ways to the same"),
        (ADD_KARI, "", 2, "expected the password on its first line, found nothing"),
        (ADD_KARI, "\nnostrum", 2, "expected the password on its first line, found nothing"),
        (ADD_KARI, b"\xff\xfe\n", 2, "expected the password as text in UTF-8"),
        (ADD_KARI, "x" * 2_000, 3, "expected a password of 1 to 1,024 bytes in UTF-8"),
        (("serve", "user", "add", "Kari"), "", 2, "nobody can be asked for the password"),
        (("serve", "user", "add", " ", "--generate"), "", 3, "expected 1 to 254 characters"),
        (("serve", "user", "password", "Ola", "--generate"), "", 2, 'there is no user text "Ola"'),
        (("serve", "ticket", "issue", "Ola"), "", 2, "`so-carriers serve user list` shows all"),
        (("serve", "ticket", "revoke"), "", 2, "say which: numbers, as `ticket list` shows them"),
        (("serve", "ticket", "revoke", "1", "--user", "Ola"), "", 2, "say which"),
        (("serve", "ticket", "revoke", "7", "8"), "", 2, "there is no ticket 7, 8"),
        (("serve", "user", "list", "--database", ":memory:"), "", 2, "expected a file or a URL"),
        (("serve", "user", "list", "--database", "no/folder.db"), "", 3, "No such file or directory"),
        (("serve", "user", "list", "--database", "mysql://u:p@h/d"), "", 3, "which is not installed"),
        (("serve", "user", "list", "--database", "mysql://h/d?password=xxxx"), "", 3, "mysql://h/d needs"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], stdin: str | bytes, code: int, problem: str
) -> None:
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (code, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("so-carriers serve ")
    assert problem in line
    assert "xxxx" not in line


@pytest.mark.usefixtures("quick_passwords")
def test_a_name_is_given_once() -> None:
    run(*ADD_KARI, stdin="nostrum\n")
    result = run(*ADD_KARI, stdin="nostrum\n")
    assert result.exit_code == 3
    assert "UserName: expected a name that no other user has" in result.stderr


# Tickets


@pytest.fixture
def kari(folder: Path) -> None:
    with opened(folder) as store:
        store.insert(so.User(name="Kari"))


@pytest.mark.usefixtures("kari")
@pytest.mark.parametrize(
    ("scheme", "header"),
    [
        ("soticket", r"Authorization: SoTicket 7T:[\w+/]{43}="),
        ("bearer", r"Authorization: Bearer 8A:[\w+/]{43}="),
        (
            "session",
            r"Cookie: SO-SESSION=[\w-]{43}; XSRF-TOKEN=([\w-]{43})\nX-XSRF-TOKEN: \1",
        ),
    ],
)
def test_a_ticket_is_printed_as_the_headers_that_send_it(scheme: str, header: str) -> None:
    result = run("serve", "ticket", "issue", "kari", "--scheme", scheme, "--hours", "1", columns=40)
    assert result.exit_code == 0
    assert re.fullmatch(f"{header}\n", result.stdout)
    assert "ticket 1 of kari, until " in result.stderr
    listed = run("serve", "ticket", "list").stdout
    assert scheme in listed
    assert not set(re.findall(r"[\w+/-]{43}", result.stdout)) & set(re.findall(r"[\w+/-]{43}", listed))


@pytest.mark.usefixtures("kari")
def test_tickets_are_revoked_by_number_or_all_of_a_user() -> None:
    for _ in range(4):
        run("serve", "ticket", "issue", "kari")
    assert run("serve", "ticket", "revoke", "1", "3").stderr == "2 revoked\n"
    assert [row.split()[0] for row in run("serve", "ticket", "list").stdout.splitlines()[1:]] == ["2", "4"]
    result = run("serve", "ticket", "revoke", "2", "9")
    assert (result.exit_code, "there is no ticket 9; the others were revoked" in result.stderr) == (2, True)
    assert run("serve", "ticket", "revoke", "--user", "KARI").stderr == "1 revoked\n"
    assert "there are no tickets" in run("serve", "ticket", "list").stderr


def test_the_database_is_named_before_or_after_the_command(folder: Path) -> None:
    with closing(Store(f"sqlite:///{folder}/other.db")) as store:
        store.insert(so.User(name="Ola"))
    assert "Ola" in run("serve", "--database", "other.db", "user", "list").stdout
    assert "Ola" in run("serve", "user", "list", "--database", "other.db").stdout
    assert "Ola" in run("serve", "user", "list", "--database", f"sqlite:///{folder}/other.db").stdout
    assert "there are no users" in run("serve", "user", "list").stderr


def test_a_path_is_a_file_whatever_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "50% of? users.db"
    with closing(Store(database_url(str(path)))):
        assert path.is_file()
    with pytest.raises(WrongUsage, match="expected a file or a URL"):
        database_url("")


# The server


def test_the_help_tells_what_it_is_for() -> None:
    shown = words(run("serve", "--help").stdout)
    for part in ("Serve the documented endpoints", "--database", "--no-user-agent", "netserver", "--online"):
        assert part in shown
    for arguments in (["user"], ["ticket"], ["user", "add"], ["ticket", "issue"], ["ticket", "revoke"]):
        result = run("serve", *arguments, "--help")
        assert result.exit_code == 0
        assert len(words(result.stdout)) > 100


@pytest.mark.parametrize("library", ["sqlalchemy", "argon2", "starlette", "uvicorn"])
def test_without_the_extra_it_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("so_carriers.server.", "so_carriers.cli.serving."))
    ]:
        monkeypatch.delitem(sys.modules, name)
    import_as_ever = builtins.__import__

    def import_less(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return import_as_ever(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", import_less)
    result = run("serve", "--port", "0")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"so-carriers serve: needs {library}; install it with: pip install 'so-carriers[server]'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("--online",), 2, "--online needs --app-tokens FILE"),
        (("--online", "--app-tokens", "none.txt"), 3, "none.txt: No such file or directory"),
        (("--online", "--app-tokens", "empty.txt"), 3, "expected a token on each line, found none"),
        (("--online", "--app-tokens", "binary.txt"), 3, "expected tokens as text in UTF-8"),
        (("--base-time-zone", "NO"), 2, "--base-time-zone: expected the IANA name of a time zone"),
        (("--host", "no.such.host.invalid", "--port", "0"), 3, "cannot listen at no.such.host.invalid"),
        (("--database", "no/folder.db"), 3, "No such file or directory"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    arguments: tuple[str, ...], code: int, problem: str, folder: Path
) -> None:
    (folder / "empty.txt").write_text("\n \n")
    (folder / "binary.txt").write_bytes(b"\xff\xfe")
    result = run("serve", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("so-carriers serve: ")
    assert problem in line


def test_a_port_that_is_taken_is_one_line() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert address_of(taken) == f"http://127.0.0.1:{port}"
        with pytest.raises(Failure, match=f"cannot listen at 127.0.0.1, port {port}: "):
            listen("127.0.0.1", port)


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_address_of_ipv6_is_in_brackets() -> None:
    try:
        listener = listen("::1", 0)
    except Failure:
        pytest.skip("this machine has no address ::1")
    with listener:
        assert address_of(listener).startswith("http://[::1]:")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[ServerSettings]:
    """The settings that the application is made with; it is not served."""
    settings: list[ServerSettings] = []

    def application(given: ServerSettings, _store: Store) -> None:
        settings.append(given)

    monkeypatch.setattr(starting, "application", application)
    monkeypatch.setattr(starting, "serve", lambda _application, _listener: None)
    return settings


def test_the_options_become_settings(told: list[ServerSettings], folder: Path) -> None:
    (folder / "tokens.txt").write_text("one\n\n two \n")
    options = ["--dialect", "netserver", "--base-time-zone", "Asia/Tokyo", "--limit-body", "1000"]
    for arguments in ([], options, ["--no-user-agent"], ["--online", "--app-tokens", "tokens.txt"]):
        result = run("serve", "--port", "0", *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        assert re.search(
            r"^serving at http://127\.0\.0\.1:\d+; Ctrl\+C ends it\nended$", result.stderr, re.MULTILINE
        )
    plain, netserver, closed, online = told
    assert plain == ServerSettings(database_url=file_url(folder))
    assert (netserver.dialect, netserver.base_time_zone) == (so.Dialect.NETSERVER, "Asia/Tokyo")
    assert netserver.limits.body == 1000
    assert not closed.user_agent_available
    assert (online.online, online.user_agent_available) == (True, False)
    assert online.app_tokens == {digest_of("one"), digest_of("two")}


class Answering:
    """An application that has a signal sent while it answers."""

    def __init__(self) -> None:
        self.events: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for event in ("startup", "shutdown"):
                await receive()
                self.events.append(event)
                await send({"type": f"lifespan.{event}.complete"})
            return
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL, "or it would end the tests"
        signal.raise_signal(signal.SIGTERM)
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"8")]})
        await send({"type": "http.response.body", "body": b"answered"})
        self.events.append("answered")


@pytest.mark.skipif(
    threading.current_thread() is not threading.main_thread(), reason="only that one is told of signals"
)
def test_what_has_begun_is_answered_before_the_end() -> None:
    answering = Answering()
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    def ask(url: str) -> bytes:
        with urllib.request.urlopen(url, timeout=60) as response:
            body: bytes = response.read()
            return body

    with listen("127.0.0.1", 0) as listener, ThreadPoolExecutor(1) as executor:
        asked = executor.submit(ask, address_of(listener))
        serve(answering, listener)
        assert asked.result(60) == b"answered"
    assert answering.events == ["startup", "answered", "shutdown"]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_an_application_that_does_not_start_is_one_line() -> None:
    async def fail(_scope: Any, _receive: Any, _send: Any) -> None:
        raise RuntimeError("nostrum")

    with listen("127.0.0.1", 0) as listener, pytest.raises(Failure, match="the application did not start"):
        serve(fail, listener)


class Serving:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        assert process.stderr is not None
        for line in process.stderr:
            self.said.append(line)
            found = re.match(r"serving at (\S+);", line)
            if found:
                self.url = found[1]
                break
        else:
            pytest.fail(f"it does not serve: {self.said}")

    def ask(self, authorization: str) -> tuple[int, bytes]:
        """Status and body of CreateDefaultUser."""
        request = urllib.request.Request(f"{self.url}/api/v1/Agents/User/CreateDefaultUser", method="POST")
        request.add_header("Authorization", authorization)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def end(self, number: int) -> int:
        """Sends a signal, and gives the exit code."""
        self.process.send_signal(number)
        _, rest = self.process.communicate(timeout=60)
        self.said += rest.splitlines(keepends=True)
        return self.process.returncode


@contextmanager
def served(*arguments: str) -> Iterator[Serving]:
    """A server that has begun, and is gone afterwards."""
    command = [sys.executable, "-c", "from so_carriers.cli.main import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, *arguments], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Serving(process)
        finally:
            process.kill()


posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_a_signal_ends_it(number: int, folder: Path) -> None:
    with served() as serving:
        assert "there is no user yet; make one with: so-carriers serve user add NAME\n" in serving.said
        assert serving.ask("SoTicket 7T:AAAA")[0] == 401
        run("serve", "user", "add", "Kari", "--generate")
        issued = run("serve", "ticket", "issue", "kari").stdout
        status, body = serving.ask(issued.partition(": ")[2].strip())
        assert status == 200
        assert so.decode(body, so.User).associate_id == 0
        assert serving.end(number) == 0
    said = "".join(serving.said)
    assert said.endswith("ended\n")
    assert "Traceback" not in said
    assert "http_status=200" in said
    assert issued.split()[-1] not in said
    assert [path.name for path in folder.iterdir()] == ["users.db"], "what SQLite keeps beside it is put in"


@posix
@pytest.mark.usefixtures("kari")
def test_the_log_can_be_json() -> None:
    with served("--log-format", "json") as serving:
        serving.ask("Bearer 8A:AAAA")
        assert serving.end(signal.SIGTERM) == 0
    records = [json.loads(line) for line in serving.said if line.startswith("{")]
    assert [record["http_status"] for record in records if "http_status" in record] == [401]
    assert not any("there is no user yet" in line for line in serving.said)
