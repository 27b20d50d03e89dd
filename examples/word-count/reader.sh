#!/bin/bash
# Reads a text and deals its lines out to the counters, one message a line, then asks each for a report.
# Message: the path of the text. Arguments: whom the counters report to, and the counters.
on_message() {
  local file n=0 line total=${args[0]} counters=("${args[@]:1}")
  file=$(jq -r . "$message")
  [ -r "$file" ] || { echo "cannot read $file"; return 0; }
  while IFS= read -r line; do
    send "${counters[n++ % ${#counters[@]}]}" "$line"
  done < <(jq -Rc '{line: .}' "$file")
  for to in "${counters[@]}"; do
    send "$to" "{\"report\": \"$total\"}"
  done
  echo "dealt $n lines of $file"
}
. "$ACTOS_HOME/lib/actos.sh"
