#!/bin/bash
# Takes what customers want and passes it on to orders, with who wants it. Hears of each end of stock, and counts them.
state=$2 message=$3 out=$4
handle() {
  while trap '' USR1; [ -e "$message" ]; do
    if [ "$(jq -r .from envelope.json)" = supervisor ]; then
      jq -c '.ends += 1' "$state" > .new && mv .new "$state"
    else
      jq -c --slurpfile envelope envelope.json '. + {customer: $envelope[0].from}' "$message" > "$out/.new"
      mv "$out/.new" "$out/orders::$(jq -r .id envelope.json).json"
    fi
    rm "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
