#!/bin/bash
# Takes the goods from the shelf and sends the order on to payments.
# It has a bug: what was never on the shelf ends it.
on_message() {
  [ "$(jq --slurpfile order "$message" '.[$order[0].item]' "$state")" != null ] || exit 3
  send payments "$(< "$message")"
  state "$(jq -c --slurpfile order "$message" '.[$order[0].item] -= $order[0].count' "$state")"
}
. "$ACTOS_HOME/lib/actos.sh"
