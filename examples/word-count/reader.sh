#!/bin/bash
# Reads a text and deals its lines out to the counters, one message a line, then asks each for a report.
# Message: the path of the text. Arguments: whom the counters report to, and the counters.
state=$2 message=$3 out=$4 total=$5
counters=("${@:6}")

send() { # TO NAME BODY
  echo "$3" > "$out/.new" && mv "$out/.new" "$out/$1::$2.json"
}

deal() { # FILE
  local n=0 line to
  while IFS= read -r line; do
    to=${counters[n++ % ${#counters[@]}]}
    send "$to" "line-$n" "$line"
  done < <(jq -Rc '{line: .}' "$1")
  for to in "${counters[@]}"; do
    send "$to" report "{\"report\": \"$total\"}"
  done
  echo "dealt $n lines of $1"
}

handle() {
  while trap '' USR1; [ -e "$message" ]; do
    file=$(jq -r . "$message")
    if [ -r "$file" ]; then deal "$file"; else echo "cannot read $file"; fi
    rm "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}
handle
sleep infinity & while :; do wait $!; done
