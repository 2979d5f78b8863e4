#!/usr/bin/env bash
# Shows on a pull request of GitHub what diff.sh found: one comment, which is written anew whenever the request changes. Needs `gh`,
# GH_TOKEN with `pull-requests: write`, ONRECORD_REQUEST (the number) and ONRECORD_CHANGED. Where it may not comment, as for a request
# from a fork, it says so and fails nothing.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

case ${ONRECORD_REQUEST:-} in
  '' | *[!0-9]*) echo "no pull request to comment on" && exit 0 ;;
esac
[ -s "$changes" ] || { echo "no changes to show" && exit 0; }

ask() { gh api "$@" 2>"$scratch/refusal"; }

give_up() {
  local why
  why=$(cat "$scratch/refusal")
  case $why in
    *"HTTP 403"*) remark notice "this workflow may not comment here, as is so for a request from a fork: what changes for readers is in the summary of this run" ;;
    *) remark warning "the comment on what changes for readers could not be written: $why" ;;
  esac
  exit 0
}

{ printf '%s\n' "$marker" && cat "$changes"; } >"$scratch/comment.md"
comments="repos/$GITHUB_REPOSITORY/issues"
ask --paginate "$comments/$ONRECORD_REQUEST/comments?per_page=100" >"$scratch/comments.json" || give_up
mine=$(python "$here/answers.py" ours "$marker" "${ONRECORD_AUTHOR:-github-actions[bot]}" <"$scratch/comments.json")
if [ -n "$mine" ]; then
  ask --method PATCH "$comments/comments/$mine" -F body=@"$scratch/comment.md" >/dev/null || give_up
elif [ "${ONRECORD_CHANGED:-true}" = true ]; then
  ask --method POST "$comments/$ONRECORD_REQUEST/comments" -F body=@"$scratch/comment.md" >/dev/null || give_up
fi
