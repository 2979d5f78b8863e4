"""A repository with the small site, in which the scripts of ci/ run as in a workflow; and programs that stand in for others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
CI = REPOSITORY / "ci"
TODAY = "2026-01-15"

# A program of a name given notes its arguments, files behind `@` and standard input, and answers from a file for each kind of request.
FAKE = """#!{python}
import json, pathlib, re, sys
here = pathlib.Path(__file__).parent
words = sys.argv[1:]
given = sys.stdin.read() if "--config" in words else ""
files = [pathlib.Path(word.partition("@")[2]).read_text(encoding="utf-8") for word in words if re.match(r"body=?@", word)]
asked = here / "asked.jsonl"
with asked.open("a", encoding="utf-8") as file:
    file.write(json.dumps(dict(words=words, given=given, files=files)) + "\\n")
answers = json.loads((here / "answers.json").read_text(encoding="utf-8"))
if answers.get("refusal"):
    sys.exit(answers["refusal"])
address = next(word for word in words if word.startswith(("repos/", "https://")))
method = next((word for word in words if word in ("PATCH", "POST", "PUT")), "GET")
print(next((answer for key, answer in answers.items() if re.fullmatch(key, method + " " + address)), "[]"))
"""


@dataclass
class Workshop:
    """A repository with the small site, on a branch, and programs that stand in for those of a runner."""

    folder: Path
    programs: Path
    environment: dict[str, str] = field(default_factory=dict)

    def git(self, *words: str, folder: Path | None = None) -> str:
        identity = ["-c", "user.name=Editor", "-c", "user.email=editor@newsroom.example", "-c", "init.defaultBranch=main"]
        done = subprocess.run(["git", *identity, *words], cwd=folder or self.folder, capture_output=True, text=True, env=self._all({}))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "Change facts") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.bash(f'bash "$SCRIPTS/{script}"', **more)

    def bash(self, lines: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-eo", "pipefail", "-c", lines]
        return subprocess.run(command, cwd=self.folder, env=self._all({"SCRIPTS": str(CI), **more}), capture_output=True, text=True)

    def _all(self, more: dict[str, str]) -> dict[str, str]:
        path = os.pathsep.join([str(self.programs), str(Path(sys.executable).parent), os.environ["PATH"]])
        bare = {"PATH": path, "HOME": str(self.programs), "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(REPOSITORY)}
        return {**bare, "ONRECORD_TODAY": TODAY, **self.environment, **more}

    def program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def answer(self, program: str, **answers: Any) -> None:
        self.program(program, FAKE.format(python=sys.executable))
        told = {key: value if isinstance(value, str) else json.dumps(value) for key, value in answers.items()}
        (self.programs / "answers.json").write_text(json.dumps(told), encoding="utf-8")

    def asked(self) -> list[dict[str, Any]]:
        notes = self.programs / "asked.jsonl"
        return [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()] if notes.exists() else []

    def outputs(self) -> dict[str, str]:
        lines = Path(self.environment["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)
