#!/bin/bash
# Returns every ball to whoever played it, and counts them.
state=$2 message=$3 out=$4
handle() {
  while trap '' USR1; [ -e "$message" ]; do
    from=$(jq -r .from envelope.json) round=$(jq .round "$message") n=$(( $(jq .n "$state") + 1 ))
    echo "{\"round\": $round}" > "$out/.ball" && mv "$out/.ball" "$out/$from::ball-$round.json"
    echo "{\"n\": $n}" > .new && mv .new "$state"
    rm "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
