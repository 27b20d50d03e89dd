#!/bin/bash
on_message() {
  state "$(jq -c --slurpfile message "$message" '.n += $message[0].add' "$state")"
}
. "$ACTOS_HOME/lib/actos.sh"
