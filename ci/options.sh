# What the scripts beside this file share; they read it with `.`. They take what they are asked from the environment, never from the text
# of a workflow, so that no name of a branch, a title or a path is ever run. Each works the same on GitHub, on GitLab and by hand.
#
#   ONRECORD_CONTENT     the content folder (content)           ONRECORD_STRICT   false: warnings do not stop publishing (true)
#   ONRECORD_TEMPLATES   your own templates                     ONRECORD_TODAY    the day at which facts are judged
#   ONRECORD_OUT         where the site is built (site)         ONRECORD_SINCE    the revision to compare with
# shellcheck shell=bash disable=SC2034

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
content=${ONRECORD_CONTENT:-content}
asked=(--content="$content")
[ -z "${ONRECORD_TODAY:-}" ] || asked+=(--today="$ONRECORD_TODAY")
judged=("${asked[@]}")
[ "${ONRECORD_STRICT:-true}" = false ] || judged+=(--strict)
changes=${ONRECORD_CHANGES:-onrecord-changes.md} # what `diff` says, for a comment
# One comment or issue is ours, and is written anew: that which begins with this. Two sites in one repository have one each.
marker="<!-- onrecord: $(printf %s "$content" | tr -c 'A-Za-z0-9/._' _) -->"

on_github() { [ "${GITHUB_ACTIONS:-}" = true ]; }

# An output of this step: a name and a value of one line.
tell() { [ -z "${GITHUB_OUTPUT:-}" ] || printf '%s=%s\n' "$1" "${2//[$'\r\n']/ }" >>"$GITHUB_OUTPUT"; }

# A line for people, `notice` or `warning`; on GitHub an annotation, whose text ends at no line and starts no command.
remark() {
  local words=${2//[$'\r\n']/ }
  if on_github; then printf '::%s::%s\n' "$1" "${words//'%'/%25}"; else printf '%s\n' "$words"; fi >&2
}

# Runs a program whose words GitHub's runner must not take for commands, as a line of the content may look like one.
verbatim() {
  local secret status=0
  if ! on_github; then
    "$@" || status=$?
    return "$status"
  fi
  secret=$(python -c 'import secrets; print(secrets.token_hex(16))')
  printf '::stop-commands::%s\n' "$secret"
  "$@" 2>&1 || status=$?
  printf '::%s::\n' "$secret"
  return "$status"
}

# A file that goes when the script ends.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
