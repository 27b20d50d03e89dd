#!/bin/bash
state=$2 message=$3 out=$4
handle() {
  while trap '' USR1; [ -e "$message" ]; do
    n=$(( $(jq .n "$state") + $(jq .add "$message") ))
    echo "{\"n\": $n}" > .new && mv .new "$state" || exit 75
    rm "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
