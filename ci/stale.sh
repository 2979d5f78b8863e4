#!/usr/bin/env bash
# Prints, as Markdown, which facts are stale today, and what a strict check will find within the next days (ONRECORD_DAYS, 14) if nobody
# looks. Exit codes: 0 nothing, 1 something, 2 wrong usage.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"

today=${ONRECORD_TODAY:-$(date +%F)}
days=${ONRECORD_DAYS:-14}
case $days in
  *[!0-9]* | ????*) echo "ONRECORD_DAYS is a number of days below 1000, not $days" >&2 && exit 2 ;;
esac

# What would stop a strict build on a day, a line each.
findings() {
  local status=0
  onrecord check --content="$content" --strict --format concise --today="$1" >"$scratch/found" || status=$?
  [ "$status" -le 1 ] || exit "$status"
  grep -E ': (error|warning)\[' "$scratch/found" || true
}

section() { # a heading and lines; the fence is longer than any that a line could be
  printf '### %s\n\n' "$1"
  # shellcheck disable=SC2016  # the backticks are Markdown's
  if [ -n "$2" ]; then printf '`````text\n%s\n`````\n\n' "$2"; else printf 'Nothing.\n\n'; fi
}

now=$(findings "$today")
day=$(python -c 'import datetime as dt, sys; print(dt.date.fromisoformat(sys.argv[1]) + dt.timedelta(int(sys.argv[2])))' "$today" "$days")
later=$(findings "$day")
due=$(printf '%s\n' "$later" | grep -Fxv -f <(printf '%s\n' "$now") || true)
stale=$(printf '%s\n' "$now" | grep -E ': (error|warning\[(stale|expired-ignore)\])' || true) # content with errors is not judged in full

section "Stale on $today" "$stale"
section "Falls due until $day" "$due"
[ -z "$stale$due" ]
