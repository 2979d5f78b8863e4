#!/usr/bin/env bash
# Prints the revision with which the content is compared: ONRECORD_SINCE, else the base of the pull or merge request, else nothing.
# Workflows mostly fetch one commit alone; what is missing is fetched, no deeper than needed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

wanted=${ONRECORD_SINCE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}
wanted=${wanted:-${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}}}
[ -n "$wanted" ] || exit 0

known() { git rev-parse --verify --quiet --end-of-options "$1" >/dev/null; }

fetch() {
  local how=(--quiet --no-tags)
  [ "$(git rev-parse --is-shallow-repository)" = false ] || how+=(--depth=1)
  git fetch "${how[@]}" origin "$1" || remark warning "$wanted cannot be fetched: let the checkout fetch the whole history (fetch-depth: 0)"
}

if ! known "$wanted^{commit}"; then
  case $wanted in
    origin/*) fetch "+refs/heads/${wanted#origin/}:refs/remotes/$wanted" ;;
    *[!0-9a-f]*) ;; # onrecord says what is wrong with it
    *) fetch "$wanted" ;;
  esac
fi
if known "$wanted^{commit}" && [ "${content#/}" = "$content" ] && ! known "$wanted:./$content"; then
  remark notice "there was no folder $content at $wanted, so there is nothing to compare with"
  exit 0
fi
printf '%s\n' "$wanted"
