"""A cluster makes what one machine makes: tried with a scheduler and two workers that are processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from warm_site import BASE, lay_out

from onrecord import cli
from onrecord.warm import _cluster
from onrecord.write import MANIFEST

DAY = "2025-07-01"
SHEETS = 12
pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site of three sheets, and a dozen more that look at it."""
    files = dict(BASE)
    names = [f"pier-{letter}" for letter in "abcdefghijkl"[:SHEETS]]
    files["site.yml"] = files["site.yml"].replace("repairs]", f"repairs, {', '.join(names)}]")
    for name in names:
        files |= {
            path.replace("repairs/", f"{name}/"): text.replace("docked", f"docked-{name}")
            for path, text in BASE.items()
            if "repairs/" in path
        }
    lay_out(tmp_path / "content", files)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    address = f"127.0.0.1:{port}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    started = [subprocess.Popen(command, **quiet) for command in (scheduler, worker, worker)]  # type: ignore[call-overload]
    from distributed import Client

    with Client(f"tcp://{address}", timeout=60, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=60)  # type: ignore[no-untyped-call]
    yield f"dask://{address}", started[1:]
    for each in started:
        try:
            os.killpg(each.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        each.wait()


def site(folder: Path, out: str) -> dict[str, bytes]:
    files = (path for path in (folder / out).rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder / out).as_posix(): path.read_bytes() for path in files}


def test_a_cluster_makes_the_same_site_byte_for_byte_also_when_a_worker_is_lost(
    folder: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = cluster
    assert cli.main(["build", "--today", DAY, "--out", "here"]) == 0
    here = site(folder, "here")
    assert cli.main(["build", "--today", DAY, "--out", "there", "--executor", address]) == 0
    assert site(folder, "there") == here

    given = _cluster.do_with

    def losing(*arguments: object) -> object:
        for at, done in enumerate(given(*arguments)):  # type: ignore[arg-type]
            if at == 0:
                os.killpg(workers[0].pid, signal.SIGKILL)
            yield done

    monkeypatch.setattr(_cluster, "do_with", losing)
    assert cli.main(["build", "--today", DAY, "--out", "there", "--clean", "--executor", address]) == 0
    assert site(folder, "there") == here

    monkeypatch.setattr(_cluster, "do_with", given)
    os.killpg(workers[1].pid, signal.SIGKILL)
    monkeypatch.setattr(_cluster, "PATIENCE", 2)
    assert cli.main(["build", "--today", DAY, "--out", "there", "--clean", "--executor", address]) == 2
    assert site(folder, "there") == here


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("dask://nowhere", "is no address of a cluster"),
        ("127.0.0.1:8786", "is no address of a cluster"),
        ("dask://127.0.0.1:1", "no cluster answers"),
    ],
)
def test_a_cluster_that_does_not_answer_is_told(
    folder: Path, address: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cluster, "PATIENCE", 1)
    assert cli.main(["build", "--today", DAY, "--executor", address]) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "site").exists()
