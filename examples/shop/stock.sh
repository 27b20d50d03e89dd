#!/bin/bash
# Takes the goods from the shelf and sends the order on to payments.
# It has a bug: what was never on the shelf ends it.
state=$2 message=$3 out=$4
handle() {
  while trap '' USR1; [ -e "$message" ]; do
    jq -c --slurpfile order "$message" '.[$order[0].item] -= $order[0].count' "$state" > .new
    [ "$(jq --slurpfile order "$message" '.[$order[0].item]' "$state")" != null ] || exit 3
    cp "$message" "$out/.new" && mv "$out/.new" "$out/payments::order-$(jq .order "$message").json"
    mv .new "$state"
    rm "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
