#!/bin/bash
# Sells: {"item": "tea", "count": 3} is answered with {"sum": 9}, when prices has told what tea costs.
on_message() {
  ask prices "$(jq -c '{item}' "$message")" "$(jq -c . "$message")" 30s
}
on_answer() {
  if [ -n "$error" ]; then
    reply "$(jq -c '{error: .}' "$message")"
  else
    reply "$(jq -c --argjson order "$kept" '{sum: (. * $order.count)}' "$message")"
  fi
}
. "$ACTOS_HOME/lib/actos.sh"
