"""Work on sheets by a Dask cluster: the same jobs, handed out through Dask's own `Executor`.

Workers share no disk with this machine: what they need is sent to each of them once. A worker that is lost loses nothing: Dask gives its
work to another, and what no worker can do is done here. Only a cluster that one trusts should be given work, or allowed to answer.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ..digests import digest
from ..write import Refused
from ._crew import Job, Result, Setting, do_with
from ._looking import files_below
from ._sheet import Desk

ADDRESS = re.compile(r"dask://(?P<host>\[[0-9a-fA-F:]+\]|[^\s/:]+):(?P<port>\d{1,5})")
PATIENCE = 10  # seconds until somebody must have answered


@dataclass(frozen=True, slots=True)
class Parcel:
    """A setting and all the files that it names, to be unpacked where there are none."""

    setting: Setting
    content: dict[str, bytes]
    theme: tuple[dict[str, bytes], ...]

    def unpacked(self) -> Setting:
        """The setting as it is here; the files are laid out once in each process."""
        home = Path(tempfile.gettempdir()) / f"onrecord-{self.setting.build}-{os.getpid()}"
        folders = tuple(home / f"look-{place}" for place in range(len(self.theme)))
        if not home.exists():
            for folder, files in zip((home / "content", *folders), (self.content, *self.theme), strict=True):
                folder.mkdir(parents=True)
                for name, content in files.items():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_bytes(content)
        return replace(self.setting, content=home / "content", folders=folders)


def pack(setting: Setting) -> Parcel:
    """All that a worker needs."""
    content = {name: (setting.content / name).read_bytes() for name in setting.files}
    return Parcel(setting, content, tuple(_files(folder) for folder in setting.folders))


def _files(folder: Path) -> dict[str, bytes]:
    found = files_below(os.fspath(folder), through_links=True)
    return {name: Path(entry.path).read_bytes() for name, entry in found if entry and entry.is_file()}


def do_in_cluster(desk: Desk, setting: Setting, jobs: Sequence[Job], address: str) -> Iterator[tuple[Job, Result]]:
    """The work in bundles, by the workers of a cluster; raises `Refused` where there is none that can do it."""
    with _client(address) as client:
        workers = client.run(same_program)
        if set(workers.values()) != {same_program()}:
            raise Refused(f"the workers at `{address}` have another onrecord", "install the same version there")
        parcel = client.scatter(pack(setting), broadcast=True, hash=False)
        yield from do_with(client.get_executor(retries=3), parcel, jobs, len(workers), desk)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    found = ADDRESS.fullmatch(address)
    if not found:
        raise Refused(f"`{address}` is no address of a cluster", "write it as `dask://HOST:PORT`")
    try:
        distributed = import_module("distributed")  # its types are not asked for: it need not be installed
    except ImportError:
        raise Refused(f"`{address}` needs Dask", "install it: `pip install 'onrecord[dask]'`") from None
    try:
        client = distributed.Client(f"tcp://{found['host']}:{found['port']}", timeout=PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError) as error:
        raise Refused(f"no cluster answers at `{address}`", "start its scheduler and a worker, or leave `--executor` out") from error
    with client:
        yield client


def same_program() -> str:
    """What tells this onrecord from another, wherever it is installed."""
    package = Path(__file__).parent.parent
    sources = ((name, entry) for name, entry in files_below(os.fspath(package)) if name.endswith((".py", ".yml")))
    return digest(repr(sorted((name, entry.stat().st_size) for name, entry in sources if entry)))
