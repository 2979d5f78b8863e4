"""The flagship site in Chromium, for the checks marked `browser`. A missing tool fails them: they are asked for by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import flagship
import pytest
from flagship import ToolMissing, Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return flagship.build(tmp_path_factory.mktemp("flagship") / "site")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with flagship.served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(address: str) -> Iterator[Browser]:
    """One Chromium for all tests; it stops before the server does."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(flagship.chromium())
        except ToolMissing as missing:
            raise pytest.fail.Exception(str(missing), pytrace=False) from None
        yield browser


@pytest.fixture(scope="session")
def window(chromium: Browser, address: str) -> Window:
    """One window for all tests: going to another page is much faster than opening another window."""
    return Window(chromium, address)


@pytest.fixture(scope="session")
def node_package() -> Callable[[str], Path]:
    """A file of a node package that package.json names."""

    def find(name: str) -> Path:
        file = flagship.HERE / "node_modules" / name
        if not file.is_file():
            pytest.fail(str(ToolMissing(name)), pytrace=False)
        return file

    return find
