#!/bin/bash
# Takes what customers want and passes it on to orders, with who wants it. Hears of each end of stock, and counts them.
on_message() {
  if [ "$from" = supervisor ]; then
    state "$(jq -c '.ends += 1' "$state")"
  else
    send orders "$(jq -c --arg from "$from" '. + {customer: (if $from == "" then null else $from end)}' "$message")"
  fi
}
. "$ACTOS_HOME/lib/actos.sh"
