"""python -m onrecord."""

from .cli import run

run()
