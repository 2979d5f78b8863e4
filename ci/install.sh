#!/usr/bin/env bash
# Installs onrecord: what ONRECORD_VERSION names for pip, else the folder in which these scripts stand, so that a tag of the action is a tag
# of the program. Tells its version and where it keeps warm state, for the cache.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

python -m pip install --quiet --disable-pip-version-check -- "${ONRECORD_VERSION:-$here/..}"
version=$(onrecord --version)
printf '%s\n' "$version"
tell version "${version#onrecord }"
state=$(dirname -- "$content")/.onrecord
mkdir -p -- "$state" # a cache of a folder that is not there is warned of
tell state "$state"
