#!/bin/bash
# Returns every ball to whoever played it, and counts them.
on_message() {
  reply "$(jq -c . "$message")"
  state "$(jq -c '.n += 1' "$state")"
}
. "$ACTOS_HOME/lib/actos.sh"
