#!/bin/bash
# What the helper for bash says to each of the facts on which all languages agree: prints where it differs. It is an actor
# that is started without a supervisor, and ends in its first message.
on_message() {
  _fail() { # here only where somebody asks: in a subshell, whose end is the answer
    exit 1
  }
  facts=0
  eval "$(jq -r '"fact " + (map(if type == "string" then . else tojson end) | @sh)' "${args[0]}")"
  echo "$facts facts"
  exit 0
}

on_answer() {
  :
}

fact() {
  local found expected=${*: -1} what=$1
  case $what in
    id) found=$(yes_if send "$2" 1) ;;
    duration) found=$(yes_if send a 1 "$2") ;;
    sent) found=$(_in_order "$3" && echo "$2-$_in_order") ;;
    child)
      found=$(own=$3
        _next() { _name=$own; }
        spawn "$(jq -nc --arg path "$2" '{path: (if $path == "null" then null else $path end)}')"
        jq -r .id "$_spawn/.$number~$own.json") ;;
    taken)
      found=$(mkdir "$_home/taken" && cd "$_home/taken" && touch -- "$2" .hidden && _reveal .hidden "$PWD/$2" && rm -- "$2" && ls)
      rm -r "$_home/taken" ;;
    answer) found=$(_next() { _name=$own; }; own=$2; answer "{\"from\":\"to\",\"name\":\"$3\"}" 1; shown) ;;
    behalf) found=$(_next() { _name=$own; }; own=$2 _asker=${3#null} _asked_in=$4; forward to 1; shown) ;;
    question)
      found=$(id=$2
        jq -nc --args '[$ARGS.positional[] | if . == "null" then null else . end] | {id: 1, from: .[0], name: .[1], inReplyTo: .[2]}' \
          "$3" "$4" "$5" > "$_home/envelope.json"
        _look
        [ "${_question:-null}" = "$6" ] && if [ -n "$error" ]; then echo true; else echo false; fi) ;;
    json)
      [ $# = 3 ] || return 0 # jq has the word there
      expected=$3
      printf '%s' "$2" > "$_home/.value"
      found=$(yes_if _check "$_home/.value")
      [ "$found" = true ] && found=accepted || [ "$expected" = accepted ] || found=$expected ;;
    *) return 0 ;;
  esac
  facts=$((facts + 1))
  [ "$found" = "$expected" ] || echo "${*:0:200} but $found"
}

yes_if() {
  if ("$@") > /dev/null 2>&1; then echo true; else echo false; fi
}

shown() { # what the one hidden file in the drawer is called
  local file
  file=("$drawer/.$number~to::"*)
  rm -- "${file[@]}"
  file=${file##*~to::}
  echo "${file%.json}"
}

. "$ACTOS_HOME/lib/actos.sh"
