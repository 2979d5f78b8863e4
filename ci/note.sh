#!/usr/bin/env bash
# The same on a merge request of GitLab, with curl: one note, written anew. Needs ONRECORD_TOKEN, a project access token with the scope
# `api`; without it the changes are an artifact of the job alone. It fails nothing.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

if [ -z "${ONRECORD_TOKEN:-}" ] || [ -z "${CI_MERGE_REQUEST_IID:-}" ]; then
  echo "no token ONRECORD_TOKEN or no merge request: see $changes among the artifacts of this job"
  exit 0
fi
[ -s "$changes" ] || { echo "no changes to show" && exit 0; }

# The token is given on standard input, where no list of running programs shows it.
ask() { printf 'header = "PRIVATE-TOKEN: %s"\n' "$ONRECORD_TOKEN" | curl --config - --silent --show-error --fail --max-time 60 "$@"; }
give_up() { remark warning "the note on what changes for readers could not be written; may ONRECORD_TOKEN write notes (scope api)?" && exit 0; }

{ printf '%s\n' "$marker" && cat "$changes"; } >"$scratch/note.md"
notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
ask "$CI_API_V4_URL/user" >"$scratch/user.json" || give_up
author=$(python "$here/answers.py" name <"$scratch/user.json")
mine="" page=1
while [ -z "$mine" ]; do
  ask "$notes?per_page=100&page=$page" >"$scratch/notes.json" || give_up
  [ "$(tr -d '[:space:]' <"$scratch/notes.json")" != "[]" ] || break
  mine=$(python "$here/answers.py" ours "$marker" "$author" <"$scratch/notes.json")
  page=$((page + 1))
done
if [ -n "$mine" ]; then
  ask --request PUT --data-urlencode "body@$scratch/note.md" "$notes/$mine" >/dev/null || give_up
elif [ "${ONRECORD_CHANGED:-true}" = true ]; then
  ask --request POST --data-urlencode "body@$scratch/note.md" "$notes" >/dev/null || give_up
fi
