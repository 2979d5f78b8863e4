"""MkDocs asks this for the pages of the handbook that the program writes itself."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from onrecord import reference

PAGES = {"checks": reference.checks, "commands": reference.commands, "keys": reference.keys, "forms": reference.forms}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds them to what MkDocs has found."""
    for name, write in PAGES.items():
        files.append(File.generated(config, f"reference/{name}.md", content=write()))
    return files
