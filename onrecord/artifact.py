"""What rendering makes and writing takes: a path in the site and its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """``path`` is relative, with forward slashes: ``pl/us-belarus-talks/index.html``."""

    path: str
    content: bytes
