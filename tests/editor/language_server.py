"""A client of the real yaml-language-server, as an editor is one: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 60.0  # seconds until a silent server is given up
Message = dict[str, Any]


class LanguageServer:
    """One running server that knows a workspace and its settings."""

    def __init__(self, server: subprocess.Popen[bytes], workspace: Path, settings: dict[str, Any]) -> None:
        self._server, self._workspace, self._settings = server, workspace, settings
        self._inbox: queue.Queue[Message] = queue.Queue()
        self._asked, self._version = 0, 0
        Thread(target=self._listen, daemon=True).start()

    # ---- what an editor does

    def start(self) -> None:
        folder = {"uri": self._workspace.as_uri(), "name": "site"}
        hints = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        abilities = {"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": {"completion": hints}}
        self.ask("initialize", {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": abilities})
        self.tell("initialized", {})
        self._wait_for(lambda message: message.get("method") == "workspace/configuration")

    def open(self, file: str, text: str | None = None) -> list[Message]:
        """Shows a file, or another text under its name, and gives what the server finds wrong in it."""
        self._version += 1
        shown = (self._workspace / file).read_text(encoding="utf-8") if text is None else text
        document = {"uri": self._uri(file), "languageId": "yaml", "version": self._version, "text": shown}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self.findings(file)

    def findings(self, file: str) -> list[Message]:
        """What the server next publishes about a file."""
        told = self._wait_for(
            lambda message: message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self._uri(file)
        )
        return list(told["params"]["diagnostics"])

    def close(self, file: str) -> None:
        """Shows a file no longer; the server then takes back what it found."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": self._uri(file)}})
        assert self.findings(file) == []

    def complete(self, file: str, line: int, column: int) -> list[Message]:
        place = {"line": line, "character": column}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": self._uri(file)}, "position": place})
        return list(found["items"])

    def hover(self, file: str, line: int, column: int) -> str:
        place = {"line": line, "character": column}
        found = self.ask("textDocument/hover", {"textDocument": {"uri": self._uri(file)}, "position": place})
        return str(found["contents"]["value"]) if found else ""

    def changed(self, file: str) -> None:
        """Tells that a file has changed on disk, as an editor that watches its folder does."""
        self.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": self._uri(file), "type": 2}]})

    # ---- how it is said

    def ask(self, method: str, params: Message) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait_for(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Message) -> None:
        self._send({"method": method, "params": params})

    def _wait_for(self, wanted: Any) -> Message:
        """The next message that is wanted; what the server asks meanwhile is answered, the rest passes by."""
        while True:
            message = self._inbox.get(timeout=PATIENCE)
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            if wanted(message):
                return message

    def _answer(self, message: Message) -> Any:
        if message["method"] == "workspace/configuration":
            return [self._section(wanted["section"]) for wanted in message["params"]["items"]]
        return None

    def _section(self, name: str) -> Any:
        """The settings below a name: `yaml.schemas` and the like, nested as the protocol has them."""
        if name in self._settings:
            return self._settings[name]
        section: dict[str, Any] = {}
        for key, value in self._settings.items():
            *outer, last = key.removeprefix(f"{name}.").split(".") if key.startswith(f"{name}.") else [""]
            place = section
            for step in outer:
                place = place.setdefault(step, {})
            if last:
                place[last] = value
        return section

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _listen(self) -> None:
        assert self._server.stdout
        while header := self._server.stdout.readline():
            length = int(header.removeprefix(b"Content-Length: "))
            while self._server.stdout.readline().strip():
                pass  # other headers
            self._inbox.put(json.loads(self._server.stdout.read(length)))

    def _uri(self, file: str) -> str:
        return (self._workspace / file).as_uri()


@contextmanager
def running(workspace: Path, settings: dict[str, Any]) -> Iterator[LanguageServer]:
    """A server for a workspace; it ends with the block."""
    with subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            client = LanguageServer(server, workspace, settings)
            client.start()
            yield client
        finally:
            server.kill()
