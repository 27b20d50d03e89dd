#!/bin/bash
# A lock: the first who waits has it, and was told so.
on_message() {
  local next
  if [ "$(< "$message")" = '"acquire"' ]; then
    state "$(jq -c --argjson asker "$asker" '.waiting += [$asker]' "$state")"
    [ "$(jq '.waiting | length' "$state")" != 0 ] || reply '"yours"'
  else
    next=$(jq -c '.waiting[1] // empty' "$state")
    state "$(jq -c '.waiting |= (.[1:] // [])' "$state")"
    [ -z "$next" ] || answer "$next" '"yours"'
  fi
}
. "$ACTOS_HOME/lib/actos.sh"
