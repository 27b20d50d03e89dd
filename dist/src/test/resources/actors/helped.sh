#!/bin/bash
# Does what it is told, with the helper for bash. Given an argument N, its first life ends before the N-th file that it
# moves, removes or makes a directory of.
order() { jq -r "$1" "$message"; }
await() { : > waiting; until [ -e go ]; do sleep 0.02; done; }

on_message() {
  [ ${#args[@]} = 0 ] || [ -e lived ] || { : > lived; left=${args[0]}; }
  [ "$(order .waits)" = null ] || { await; return; }
  [ "$(order .lingers)" = null ] || lingers=yes
  order 'range(.sends // 0)' | while read -r part; do # a subshell
    send sink "$(jq -c --arg id "$id" --argjson part "$part" '{by: $id, k, part: $part}' "$message")"
  done
  [ "$(order .starts)" = null ] || spawn "{\"manual\": true, \"id\": \"$(order .starts)\"}"
  if [ "$(order .stashes)" != null ] && jq -e --slurpfile m "$message" '."put back" // [] | index($m[0].k) | not' "$state" > /dev/null; then
    stash
    state "$(jq -c --slurpfile m "$message" '."put back" += [$m[0].k]' "$state")"
    return
  fi
  [ "$(order .unstashes)" = null ] || unstash
  [ "$(order .watches)" = null ] || watch "$(order .watches)"
  [ "$(order .event)" = null ] || state "$(jq -c --slurpfile m "$message" '.heard = $m[0].event' "$state")"
  [ "$(order .asks)" = null ] || ask "$(order .asks)" "$(order .question)" "$(jq -c '{k}' "$message")" "$(order '.within // "30s"')"
  [ "$(order .replies)" = null ] || reply "$(order .replies)"
  [ "$(order .stops)" = null ] || stop
  [ "$(order .returns)" = null ] || { state "$(order .returns)"; return; }
  [ "$(order .raises)" = null ] || return 3
  [ "$(order .k)" = null ] || state "$(jq -c --slurpfile m "$message" '.handled += [$m[0].k]' "$state")"
}

on_answer() {
  reply "$(jq -nc --arg error "$error" --argjson kept "$kept" --slurpfile m "$message" \
    'if $error == "" then {answer: $m[0], error: null, $kept} else {answer: null, $error, $kept} end')"
  state "$(jq -c --argjson kept "$kept" '.answered += [$kept.k]' "$state")"
}

step() {
  if [ -n "$left" ] && [ $((--left)) = 0 ]; then
    echo "halted before $*"
    kill -KILL $$
  fi
}
mv() {
  step mv "$@"
  command mv "$@" || return
  [ -z "$lingers" ] || [[ $* != *[^.]redo.json ]] || { lingers=''; await; } # it counts now
}
mkdir() { step mkdir "$@"; command mkdir "$@"; }
rm() {
  step rm "$@"
  if [ $# = 3 ]; then
    command rm "$1" "$2"
    step rm "$1" "$3"
    shift 2
    set -- -f "$@"
  fi
  command rm "$@"
}

. "$ACTOS_HOME/lib/actos.sh"
