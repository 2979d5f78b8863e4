#!/usr/bin/env bash
# Writes which sentences change for readers since the base, as Markdown, into ONRECORD_CHANGES and the summary of the run, and tells
# whether any does.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

revision=$(bash "$here/since.sh")
if [ -z "$revision" ]; then
  tell changed false
  echo "nothing to compare with"
  exit 0
fi
onrecord diff "${asked[@]}" --format markdown -- "$revision" >"$changes"
onrecord diff "${asked[@]}" --format json -- "$revision" >"$scratch/changes.json"
changed=$(python "$here/answers.py" changed <"$scratch/changes.json")
tell changed "$changed"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$changes" >>"$GITHUB_STEP_SUMMARY"
echo "what readers will find changed is in $changes"
