"""The server of a preview: pages from memory, our script and style, and a stream of news for every open page."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from ..outputs import POLICY
from ._board import Board
from ._pages import OWN, TYPES, answer, event

OURSELVES = ("localhost", "127.0.0.1", "[::1]")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FILES = {name: (Path(__file__).parent / name).read_bytes() for name in ("live.js", "live.css")}


def application(board: Board, host: str) -> Starlette:
    """Answers GET and HEAD at our own names only: another site may have its name lead to this machine, to read what is not published."""

    async def page(request: Request) -> Response:
        found = answer(await board.looked(), request.scope["path"])
        if found.moved:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(found.moved + query, found.status, HEADERS)
        return Response(found.content, found.status, HEADERS, found.type)

    async def news(request: Request) -> Response:
        told = _told(board, request.query_params.get("page", "/")) if request.method == "GET" else None
        return StreamingResponse(told, headers=HEADERS, media_type="text/event-stream") if told else Response(headers=HEADERS)

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        return Response(FILES.get(name, b""), 200 if name in FILES else 404, HEADERS, TYPES.get(Path(name).suffix, "text/plain"))

    routes = [
        Route(OWN + "news", news),
        Route(OWN + "{name}", file),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, [*OURSELVES, bracketed(host)], www_redirect=False)])


async def _told(board: Board, page: str) -> AsyncIterator[bytes]:
    async for looked in board.watched():
        yield event(looked, page)


def bracketed(host: str) -> str:
    """A host as addresses have it: an IPv6 one stands in brackets."""
    return f"[{host}]" if ":" in host else host


def address_of(host: str, listening: socket.socket) -> str:
    """What to type into a browser."""
    return f"http://{bracketed(host)}:{listening.getsockname()[1]}/"


def bind(host: str, port: int) -> socket.socket:
    """The socket to serve at; 0 is a port that the system chooses. An OSError says why not."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


class Server(uvicorn.Server):
    """uvicorn, which on its way out waits for streams that only we can end."""

    def __init__(self, board: Board, host: str) -> None:
        self.board = board
        super().__init__(uvicorn.Config(application(board, host), ws="none", lifespan="off", log_config=None, access_log=False))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.board.close()
        await super().shutdown(sockets)
