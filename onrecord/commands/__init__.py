"""The commands of the command line: one file each, and one line in this table, in the order of `--help`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from ._command import CLEAN, EXIT_CODES, FINDINGS, INTERRUPTED, USAGE, Help

COMMANDS = (
    "init",
    "build",
    "check",
    "serve",
    "verify",
    "evidence",
    "confirm",
    "diff",
    "say",
    "schema",
)

__all__ = ["CLEAN", "COMMANDS", "EXIT_CODES", "FINDINGS", "INTERRUPTED", "USAGE", "Help", "load"]


def load(wanted: str) -> Iterator[ModuleType]:
    """The command that is wanted, or all of them where it is none: a check need not wait for what others import."""
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        yield import_module(f".{name}", __name__)
