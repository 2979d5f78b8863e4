"""`onrecord serve`: the site in a browser while it is edited."""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..reports import REPORTS
from ._command import CLEAN, Commands, add_command, content_option, templates_option, today_option, usage

if TYPE_CHECKING:
    from ..preview import Looked, Round

LAST_PORT = 65535
TRIED = 20  # ports that are tried, to name a free one


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "serve",
        _serve,
        "show the site in a browser while it is edited",
        "Builds the site in memory and serves it. Pages load again when what they show changes; findings stand in the page, which stays as "
        "it last was good until they are mended. Ctrl-C ends it.",
        examples=(
            "onrecord serve",
            "onrecord serve --port 8001 --open",
        ),
    )
    content_option(command)
    templates_option(command)
    today_option(command)
    command.add_argument("--port", type=_port, default=8000, metavar="N", help="where to listen (default: 8000; 0: any port that is free)")
    command.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="the address to listen at (default: 127.0.0.1, this machine alone)"
    )
    command.add_argument("--open", action="store_true", help="open the site in your browser")


def _serve(options: argparse.Namespace) -> int:
    import asyncio
    import webbrowser
    from threading import Thread

    from ..preview import Preview, address_of, bind, serve  # no other command need wait for a server

    try:
        listening = bind(options.host, options.port)
    except OSError as error:
        return usage(*_refused(options.host, options.port, error))
    address = address_of(options.host, listening)
    print(f"{address} shows `{options.content}` while it is edited; Ctrl-C ends it", flush=True)
    if options.open:
        Thread(target=webbrowser.open, args=[address], daemon=True).start()  # one in a terminal would have us wait for its end
    preview = Preview(options.content, options.templates or Path("templates"), options.today)
    try:
        asyncio.run(serve(preview, listening, options.host, _tell))
    except KeyboardInterrupt:
        if sys.stdout.isatty():
            print()  # the terminal shows ^C where the next line is to begin
    return CLEAN


def _tell(round: Round) -> None:
    """One line a round, below the findings where they are others than before."""
    looked, before = round.looked, round.before
    if looked.diagnostics != before.diagnostics:
        print(REPORTS["text"](list(looked.diagnostics), looked.lines), end="")
    print(f"{dt.datetime.now():%H:%M:%S} {_outcome(looked, before)}, {round.seconds:.1f} s", flush=True)


def _outcome(looked: Looked, before: Looked) -> str:
    if looked.held:
        return "the last good pages are shown" if looked.site else "there is no page to show yet"
    count = looked.pages_changed(before)
    if before.site and not count:
        return "no page changed" if looked.site == before.site else "files beside the pages changed"
    return f"{count} page{'' if count == 1 else 's'}{' changed' if before.site else ''}"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"`{text}` is no port; write a number from 0 to {LAST_PORT}")
    return int(text)


def _refused(host: str, port: int, error: OSError) -> tuple[str, str]:
    """Why nothing can be served there, and what to write instead."""
    if error.errno != errno.EADDRINUSE:
        return (
            f"nothing can be served at port {port} of `{host}`: {(error.strerror or str(error)).lower()}",
            "name another `--host` or `--port`",
        )
    free = _free_port(host, port)
    return f"port {port} is in use", f"end what listens there, or write `--port {free}`"


def _free_port(host: str, port: int) -> int:
    """The next that is free; 0, which leaves the choice to the system, where none is near."""
    from ..preview import bind

    for free in range(port + 1, min(port + TRIED, LAST_PORT) + 1):
        with suppress(OSError):
            bind(host, free).close()
            return free
    return 0
