"""python build.py builds site/ from content/ and templates/: a thin door onto `onrecord build`."""

import sys

from onrecord.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
