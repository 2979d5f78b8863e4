"""`onrecord schema`: what an editor needs to complete, explain and check the content while it is typed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .. import pipeline
from ..artifact import Artifact
from ..assemble import Assembled
from ..schema import FILES, schemas
from ..write import Refused, write_site
from ._command import CLEAN, FINDINGS, Commands, add_command, content_option, usage

DEFAULT = Path(".onrecord/schema")


def add(commands: Commands) -> None:
    command = add_command(
        commands,
        "schema",
        _schema,
        "write JSON Schemas for editors",
        "Writes a JSON Schema for each kind of file of the content, with the ids that it knows, so that an editor completes, explains and "
        "checks what is typed. Run it again after adding a fact, a source, a party or a unit. Errors in the content do not stop it.",
        examples=(
            "onrecord schema",
            "onrecord schema --print facts",
        ),
    )
    content_option(command)
    command.add_argument("--out", type=Path, default=DEFAULT, metavar="FOLDER", help=f"where the schemas are kept (default: {DEFAULT})")
    command.add_argument("--print", choices=FILES, metavar="FILE", help="print one instead, of: " + ", ".join(FILES))


def files(made: Assembled) -> list[Artifact]:
    """The schemas as they are kept, one file each."""
    texts = {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in schemas(made).items()}
    return [Artifact(f"{name}.json", text.encode()) for name, text in texts.items()]


def _schema(options: argparse.Namespace) -> int:
    _, _, made = pipeline.read(options.content)
    artifacts = files(made)
    if options.print:
        print(next(artifact.content for artifact in artifacts if artifact.path == f"{options.print}.json").decode(), end="")
        return CLEAN
    try:
        written = write_site(artifacts, options.out, protected=[options.content])
    except Refused as refused:
        return usage(str(refused), refused.help)
    except OSError as error:
        print(f"`{options.out}` cannot be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return FINDINGS
    names = ", ".join(artifact.path for artifact in artifacts)
    print(f"{options.out}: {names}; {written.made} written, {written.kept} unchanged")
    return CLEAN
