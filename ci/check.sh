#!/usr/bin/env bash
# Checks the content and, on a pull or merge request, looks for what changed silently. GitHub shows findings at their lines and in the
# summary of the run; ONRECORD_REPORT names the file for GitLab's code quality report. Exit codes are those of `onrecord check`.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

revision=$(bash "$here/since.sh")
[ -z "$revision" ] || judged+=(--since="$revision")
if [ -n "${ONRECORD_REPORT:-}" ]; then
  onrecord check "${judged[@]}" --format gitlab >"$ONRECORD_REPORT" 2>/dev/null || true # the next line says it, and fails
fi
onrecord check "${judged[@]}"
