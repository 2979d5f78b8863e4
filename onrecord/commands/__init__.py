"""The commands of the command line: one file each, and one line in this table, in the order of `--help`."""

from . import build, check, confirm, diff, evidence, say, schema
from ._command import CLEAN, EXIT_CODES, FINDINGS, INTERRUPTED, USAGE

COMMANDS = (
    build,
    check,
    evidence,
    confirm,
    diff,
    say,
    schema,
)

__all__ = ["CLEAN", "COMMANDS", "EXIT_CODES", "FINDINGS", "INTERRUPTED", "USAGE"]
