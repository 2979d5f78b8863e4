"""python build.py builds site/ from content/ and templates/: a thin door onto `onrecord build`."""

import sys

from onrecord.cli import run

if __name__ == "__main__":
    run(["build", *sys.argv[1:]])
