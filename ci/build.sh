#!/usr/bin/env bash
# Builds the site. Findings are told as text: check.sh has shown them at their lines.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

out=${ONRECORD_OUT:-site}
judged+=(--out="$out")
[ -z "${ONRECORD_TEMPLATES:-}" ] || judged+=(--templates="$ONRECORD_TEMPLATES")
verbatim env -u GITHUB_ACTIONS onrecord build "${judged[@]}"
tell site "$out"
