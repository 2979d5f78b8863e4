"""`onrecord verify`: built pages, ours or any other generator's, against the content as it is today."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from .. import pipeline
from ..reports import summary
from ..verify import verify
from ._command import CLEAN, FINDINGS, Commands, add_command, format_option, judging_options, print_findings, usage


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "verify",
        _verify,
        "compare built pages with the content",
        "Reads built HTML, whatever made it, and finds figures and dates that are not, or no longer, on record, and what should have been "
        "replaced by one and was not.",
        examples=(
            "onrecord verify site",
            "onrecord verify site --strict",
        ),
    )
    command.add_argument("site", metavar="SITE", type=Path, nargs="?", default=Path("site"), help="a folder or a page (default: site)")
    judging_options(command)
    format_option(command)


def _verify(options: argparse.Namespace) -> int:
    if not options.site.exists():
        return usage(f"there is no `{options.site}`", "build the site first, or name the folder of its pages")
    checked = pipeline.check(options.content, options.today or dt.date.today())
    if checked.stops(options.strict):
        print_findings(options.format, checked.diagnostics, checked.lines, options.content, "")
        print(f"nothing was compared: `{options.content}` has {summary(checked.diagnostics)}", file=sys.stderr)
        return FINDINGS
    verified = verify(options.site, checked.made.site)
    print_findings(options.format, verified.diagnostics, verified.lines, options.site, f"{verified}, all as on record")
    return FINDINGS if verified.stops(options.strict) else CLEAN
