"""The last step of `so-carriers demo`: a server, and what a client says to it."""

from __future__ import annotations

from rich.console import Console

_LIBRARIES = {"anyio", "argon2", "httpx2", "sqlalchemy", "starlette", "uvicorn"}


def show(console: Console) -> bool:
    """Prints what is said in a few calls; False where an answer is not what it has to be.

    Without the extras one line says what to install, and that is fine.
    """
    try:
        from so_carriers.cli.exchanges import calls  # noqa: PLC0415 -- the extras may be missing, as is said
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in _LIBRARIES:
            raise
        advice = f"Server and client need {library}: pip install 'so-carriers[server,client]'"
        console.print(advice, highlight=False, markup=False, soft_wrap=True)
        return True
    return calls.show(console)
