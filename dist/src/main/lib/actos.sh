# Being an ActOS actor in bash (5 or newer, with jq): define on_message, and source this file in the last line.
#
#     #!/bin/bash
#     on_message() {
#       state "$(jq -c --slurpfile m "$message" '.n += $m[0].add' "$state")"
#     }
#     . "$ACTOS_HOME/lib/actos.sh"
#
# on_message finds the files $message and $state, the message's $number, $name and $from (empty: a person or a script),
# this actor's $id, in the array args what its specification gives it, and in $asker who waits for an answer, as JSON that
# may be kept in the state (null: nobody). It calls
#
#     state JSON                     this is the new state
#     send TO JSON [DELAY]           a message; with a delay, like 5s, it comes later
#     reply JSON                     an answer to $from
#     answer ASKER JSON              an answer to who had sent an earlier message: ASKER is what $asker was then
#     forward TO [JSON]              this message, for another actor, who answers its sender directly
#     ask TO JSON [KEEP [WITHIN]]    a question; on_answer gets the answer as its message, in $kept (JSON) what was to be
#                                    kept, and in $error why there is no answer, if none came in time
#     spawn JSON                     a request to start an actor
#     stash                          puts this message back: it waits in its place until unstash
#     unstash                        what was put back is delivered next
#     log TEXT                       a line in out.log, with the message's number
#     stop                           ends this actor after this message
#
# All of that takes effect together, exactly once, when on_message has returned 0; until then it lies in hidden files, so
# it may be called in a pipeline or another subshell too. If on_message returns something else, nothing takes effect, the
# process ends with that code, and the supervisor gives the message back. Keep nothing in variables from one message to the
# next: it would be lost with the process.

id=$1 state=$2 message=$3 drawer=$4 args=("${@:5}")
_home=${state%/*} _spawn=${drawer%/*/*}/spawn _asks=${state%/*}/asks

state() { _write "$_home/.state.json" "$1"; }
watch() { send supervisor "{\"watch\":\"$1\"}"; }
stop() { _write "$_home/.stop" true; }
stash() { _write "$_home/.stash" true; }
unstash() { send supervisor '{"unstash":true}'; }

spawn() {
  local spec=$1 base
  if [[ $spec =~ \"(path|cwd)\":\ *\"[^/\"] ]]; then # perhaps relative, which starts from the directory of this program
    base=$(cd "${0%/*}" && pwd) || _fail 75 "cannot find ${0%/*}"
    spec=$(jq -c --arg base "$base" 'def absolute: if startswith("/") then . else "\($base)/\(.)" end;
      def resolved: (.path | strings | select(contains("/"))) |= absolute | (.cwd | strings) |= absolute
        | (.children | arrays) |= map(resolved);
      resolved' <<< "$spec") || _fail 1 "not a specification: $1"
  fi
  _fresh
  _write "$_spawn/.$number~$_name.json" "$spec"
}

send() {
  [[ $1 =~ ^[A-Za-z][A-Za-z0-9._-]{0,63}$ ]] || _fail 1 "\"$1\" is no actor's id"
  [[ $3 =~ ^([0-9]{1,12}(ms|s|m|h|d))?$ ]] || _fail 1 "\"$3\" is no duration: write a number and ms, s, m, h or d"
  _fresh
  _write "$drawer/.$number~$1::$_name${4:-}${3:++$3}.json" "$2"
}

reply() {
  answer "$asker" "$1"
}

answer() {
  if [[ $1 =~ \"from\":\ *\"([^\"]*)\" ]]; then
    local to=${BASH_REMATCH[1]} question=''
    [[ ! $1 =~ \"name\":\ *\"([A-Za-z0-9._-]{1,60})\" ]] || question="=${BASH_REMATCH[1]}"
    send "$to" "$2" "" "$question"
  else
    log "has no sender to answer: $2"
  fi
}

forward() {
  local body=${2-} on="@${_asker:-act}"
  [ $# -gt 1 ] || _read body "$message" || _fail 75 "cannot read $message"
  [ ${#_asked_in} -gt 60 ] || on+="=$_asked_in"
  send "$1" "$body" "" "$on"
}

log() {
  printf '[%s] %s\n' "$number" "$*"
}

ask() {
  local within=${4:-30s} asker=null question
  declare -F on_answer > /dev/null || _fail 1 "on_answer is not defined: it gets the answer"
  [ -z "$_asker" ] || asker=\"$_asker\"
  [ -d "$_asks" ] || mkdir "$_asks" || _fail 75 "cannot make $_asks"
  _fresh
  question=$_name.ask
  _write "$_asks/.$number~$question.json" \
    "{\"to\":\"$1\",\"within\":\"$within\",\"keep\":${3:-null},\"from\":$asker,\"name\":\"$_asked_in\"}"
  _write "$drawer/.$number~$id::$question.late+$within.json" "\"$1 has not answered within $within\""
  _write "$drawer/.$number~$1::$question.json" "$2"
}

_fresh() { # names that sort as they were made, also where subshells make them
  _name=${EPOCHREALTIME/[.,]/}-$BASHPID-$RANDOM
}

_write() { # PATH JSON
  printf '%s\n' "$2" > "$1" || _fail 75 "cannot write $1"
}

_fail() { # CODE SENTENCE: ends the actor, also from within a subshell
  echo "$2" >&2
  [ "$BASHPID" = $$ ] || kill $$
  exit "$1"
}

_read() { # VARIABLE PATH, without a process
  IFS= read -r -d '' "$1" 2> /dev/null < "$2" || [ -n "${!1}" ]
}

_look() { # what is known about the message
  local envelope question='' pending
  _read envelope "$_home/envelope.json"
  [[ $envelope =~ \"id\":\ *([0-9]+) ]] || _fail 75 "cannot read envelope.json"
  number=${BASH_REMATCH[1]} from='' name='' kept='' error='' _question=''
  [[ ! $envelope =~ \"name\":\ *\"([^\"]*)\" ]] || name=${BASH_REMATCH[1]}
  [[ ! $envelope =~ \"from\":\ *\"([^\"]*)\" ]] || from=${BASH_REMATCH[1]}
  [[ ! $envelope =~ \"inReplyTo\":\ *\"([^\"]*)\" ]] || question=${BASH_REMATCH[1]}
  _asker=$from _asked_in=$name
  _name_asker
  if [[ $question == *.ask ]]; then
    _question=$question
  elif [ "$from" = "$id" ] && [[ $name == *.ask.late ]]; then
    _question=${name%.late}
    error=$(jq -r . "$message") || _fail 1 "cannot read message $number ($name)"
  fi
  [ -n "$_question" ] && [ -e "$_asks/$_question.json" ] || return 0
  mapfile -t pending < <(jq -c '.to, .keep, .from // "", .name' "$_asks/$_question.json")
  [ ${#pending[@]} = 4 ] || _fail 75 "cannot read asks/$_question.json"
  kept=${pending[1]} _asker=${pending[2]//\"/} _asked_in=${pending[3]//\"/}
  _name_asker
}

_name_asker() {
  [ "$_asker" != supervisor ] || _asker=''
  asker=null
  [ -z "$_asker" ] || asker="{\"from\":\"$_asker\",\"name\":\"$_asked_in\"}"
}

_receive() {
  { exec {_opened}< "$message"; } 2> /dev/null || return
  _look
  for _file in "$_home/.state.json" "$_home/.stop" "$_home/.stash"; do
    [ ! -e "$_file" ] || rm -f "$_file"
  done
  if [ -z "$_question" ]; then
    on_message
  elif [ -n "$kept" ]; then
    on_answer
  elif [ -z "$error" ]; then
    echo "[$number] from $from comes too late, nobody waits for it: $(< "$message")"
  fi
  _code=$?
  [ $_code = 0 ] || _fail $_code "failed with $_code at message $number ($name)${from:+ from $from}"
  _commit
  exec {_opened}<&-
}

_commit() {
  local hidden=() file redo text stash=''
  if [ -e "$_home/.stash" ]; then
    stash=1 kept='' # what was answered is not yet
    rm -f "$_home/.stash" || exit 75
  fi
  for file in "$_spawn/.$number~"* "$_asks/.$number~"* "$drawer/.$number~"* "$_home/.state.json" "$_home/.stop"; do
    [ ! -e "$file" ] || hidden+=("$file")
  done
  if [ ${#hidden[@]} = 0 ] && [ -z "$kept" ]; then
    ! _is_there || _end || exit 75
    return
  fi
  _check "${hidden[@]}"
  redo="{\"id\":$number"
  [ ! -e "$_home/.state.json" ] || { _read text "$_home/.state.json" && redo+=",\"state\":${text%$'\n'}"; }
  [ ! -e "$_home/.stop" ] || redo+=',"stop":true'
  [ -z "$kept" ] || redo+=",\"answered\":\"$_question\""
  [ -z "$stash" ] || redo+=',"stash":true'
  _write "$_home/.redo.json" "$redo}"
  if ! _is_there; then
    echo "message $number ($name) was taken away while it was handled: nothing of it counts"
    rm -f "${hidden[@]}" "$_home/.redo.json"
    return
  fi
  mv -f "$_home/.redo.json" "$_home/redo.json" || exit 75
  for file in "${hidden[@]}"; do # from here on it counts: if this process ends, the supervisor does the rest
    case $file in
      */".$number~"*) mv -f "$file" "${file%/*}/${file##*/".$number~"}" || exit 75 ;;
      *) mv -f "$file" "$_home/${file##*/.}" || exit 75 ;;
    esac
  done
  [ -z "$kept" ] || rm -f "$_asks/$_question.json" || exit 75
  if ! _is_there && ! _is_enveloped; then
    rm -f "$_home/redo.json" || exit 75
  elif [ -n "$stash" ]; then
    _end && rm -f "$_home/redo.json" || exit 75
  else
    rm -f "$message" "$_home/redo.json" || exit 75
  fi
}

_end() { # of the message: it is done, or put back
  if [ -n "$stash" ]; then
    mv -f "$message" "$drawer/stash"
  else
    rm -f "$message"
  fi
}

_is_there() { # the message itself: when somebody has taken it away, another one may lie there
  [ "$message" -ef "/dev/fd/$_opened" ]
}

_is_enveloped() { # the message, or what an editor has made of it
  local envelope
  _read envelope "$_home/envelope.json" && [[ $envelope =~ \"id\":\ *$number[^0-9] ]]
}

_check() { # that each of these files holds one JSON value; all with one process
  local file text reason bad
  [ "$(for file; do _read text "$file"; printf '%s\n' "$text"; done | jq -n 'reduce inputs as $_ (0; . + 1)' 2> /dev/null)" != $# ] ||
    return 0
  for file; do
    reason=$(jq -nr '[inputs] | if length == 1 then empty elif length == 0 then "it is empty" else "more than one value" end' "$file" 2>&1)
    text=$(head -c 200 "$file")
    [ -z "$reason" ] || bad+="; ${file##*/.} is not JSON: ${reason#*: }${text:+: $text}"
  done
  _fail 1 "at message $number ($name)${bad/;/:}"
}

[ $# -ge 4 ] || _fail 2 "an actor is started by a supervisor, with ID STATE MESSAGE DRAWER [ARGS...]: see act spawn --help"
declare -F on_message > /dev/null || _fail 2 "on_message is not defined: define it before the line that sources actos.sh"
command -v jq > /dev/null || _fail 2 "jq is not installed"
[ ! -e "$_home/redo.json" ] || _fail 75 "redo.json is there: the supervisor completes it when this process has ended"

# Not in the trap itself: bash would run a second one in the middle of the first, and a "return" in a trap returns
# something else. So a trap only rings a bell, a pipe to oneself: what rings between looking and waiting is heard later.
# What rings at the very moment at which bash falls asleep is not heard, and that is when the next message tends to come:
# so it sleeps but shortly at first. (And the supervisor rings again, after 100 ms and then once in a cycle, while a message is unread.)
exec {_bell}<> <(:)
while trap '' USR1; do
  while [ -e "$message" ]; do
    _receive
  done
  trap 'printf . >&$_bell' USR1
  for _limit in '-t 0.1' ''; do
    [ -e "$message" ] || ! read -r -n 1 $_limit -u $_bell || break
  done
done
