#!/usr/bin/env bash
# Keeps one issue on GitHub that holds what stale.sh says: opened when something is due, written anew, closed when nothing is. Needs `gh`
# and GH_TOKEN with `issues: write`.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

status=0
bash "$here/stale.sh" >"$scratch/stale.md" || status=$?
[ "$status" -le 1 ] || exit "$status"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$scratch/stale.md" >>"$GITHUB_STEP_SUMMARY"

{ printf '%s\n' "$marker" && cat "$scratch/stale.md"; } >"$scratch/issue.md"
issues="repos/$GITHUB_REPOSITORY/issues"
author=${ONRECORD_AUTHOR:-github-actions[bot]}
gh api --paginate "$issues?state=open&per_page=100" >"$scratch/issues.json"
mine=$(python "$here/answers.py" ours "$marker" "$author" <"$scratch/issues.json")
if [ -n "$mine" ]; then
  state=open
  [ "$status" -eq 1 ] || state=closed
  gh api --method PATCH "$issues/$mine" -F body=@"$scratch/issue.md" -f state="$state" >/dev/null
elif [ "$status" -eq 1 ]; then
  gh api --method POST "$issues" -f title="Facts in $content to look at again" -F body=@"$scratch/issue.md" >/dev/null
fi
