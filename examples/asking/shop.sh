#!/bin/bash
# Sells: asks for the price, and answers the buyer when it has come.
on_message() {
  ask prices "$(jq -c '{item}' "$message")" "$(jq -c . "$message")" 1m
}
on_answer() {
  if [ -n "$error" ]; then
    reply "$(jq -nc --arg error "$error" '{sorry: $error}')"
  elif [ "$(cat "$message")" = null ]; then
    reply "$(jq -c '{sorry: "we have no \(.item)"}' <<< "$kept")"
  else
    pay=$(jq -c --argjson order "$kept" '. * $order.count' "$message")
    reply "{\"pay\":$pay}"
    state "$(jq -c --argjson pay "$pay" '.money += $pay' "$state")"
  fi
}
. "$ACTOS_HOME/lib/actos.sh"
