#!/bin/bash
# A counter that does not commit: it may handle a message again whose handling was cut off, and only such a one.
# Enters each message's number in its state as teller.py does, and tells the receiver named by its first argument.
# What it does is noted in the file named by the second, which lies outside the root: PID begin ID K, PID done ID,
# K being the number of what it sends. A disk that is full or read-only ends it with code 75.
id=$1 state=$2 message=$3 out=$4 to=$5 trace=$6

receive() {
  local lines number
  for _ in {1..100}; do # an editor may be writing it at this moment
    mapfile -t lines < <(jq -c --arg me "$id" --slurpfile in "$message" '
      $in[0] as $m | .sent += 1
      | .seen[$m.src] |= (. // [] | if length > 0 and .[-1][1] == $m.n - 1 then .[-1][1] = $m.n else . + [[$m.n, $m.n]] end)
      | ., {src: $me, n: .sent, of: $m.n}, .sent, ($m.poison // false)' "$state" 2> /dev/null)
    [ ${#lines[@]} = 4 ] && break
    sleep 0.02
  done
  [ ${#lines[@]} = 4 ] || { echo "cannot read message or state"; exit 1; }
  IFS= read -r number < envelope.json && [[ $number =~ \"id\":\ *([0-9]+) ]] && number=${BASH_REMATCH[1]}
  [ "${lines[3]}" = false ] || { echo poison; exit 1; }
  echo "$$ begin $number ${lines[2]}" >> "$trace"
  echo "${lines[1]}" > "$out/.send" && mv "$out/.send" "$out/$to::$id-$(printf %09d "${lines[2]}").json" || exit 75
  echo "${lines[0]}" > .new && mv .new "$state" || exit 75
  rm "$message" || exit 75
  echo "$$ done $number" >> "$trace"
}

handle() {
  while trap '' USR1; [ -e "$message" ]; do
    receive
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
