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
watch() { _post supervisor "{\"watch\":\"$1\"}"; }
stop() { _write "$_home/.stop" true; }
stash() { _write "$_home/.stash" true; }
unstash() { _post supervisor '{"unstash":true}'; }

spawn() {
  local spec=$1 base=''
  _next
  if [[ $spec =~ \"(path|cwd)\":\ *\"[^/\"] ]]; then # perhaps relative, which starts from the directory of this program
    base=$(cd "${0%/*}" && pwd) || _fail 75 "cannot find ${0%/*}"
  fi
  if [ -n "$base" ] || [[ ! $spec =~ ^[[:space:]]*\{[[:space:]]*\"id\" ]]; then
    spec=$(jq -c --arg base "$base" --arg name "$_name" '
      def absolute: if startswith("/") then . else "\($base)/\(.)" end;
      def resolved: (.path | strings | select(contains("/"))) |= absolute | (.cwd | strings) |= absolute
        | (.children | arrays) |= map(resolved);
      def child: (.path // "manual" | sub(".*/"; "") | sub("\\.[A-Za-z0-9]{1,4}$"; "") | gsub("[^A-Za-z0-9_-]"; "")
        | if test("^[A-Za-z]") then .[:48] else "actor" end) + "-" + $name[-13:];
      .id = (.id // child) | if $base == "" then . else resolved end' <<< "$spec") || _fail 1 "not a specification: $1"
  fi
  _write "$_spawn/.$number~$_name.json" "$spec"
}

send() {
  _check_id "$1"
  _post "$1" "$2" "$3"
}

reply() {
  answer "$asker" "$1"
}

answer() {
  if [[ $1 =~ \"from\":\ *\"([^\"]*)\" ]]; then
    local to=${BASH_REMATCH[1]} question=''
    [[ ! $1 =~ \"name\":\ *\"([A-Za-z0-9._-]{1,100})\" ]] || question=${BASH_REMATCH[1]}
    _check_id "$to"
    _post "$to" "$2" '' "$question"
  else
    log "has no sender to answer: $2"
  fi
}

forward() {
  local body=${2-}
  [ $# -gt 1 ] || _read body "$message" || _fail 75 "cannot read $message"
  _check_id "$1"
  _post "$1" "$body" '' '' "${_asker:-act}" "$_asked_in"
}

log() {
  printf '[%s] %s\n' "$number" "$*"
}

ask() {
  local within=${4:-30s} asker=null question
  declare -F on_answer > /dev/null || _fail 1 "on_answer is not defined: it gets the answer"
  _check_id "$1"
  _check_duration "$within"
  [ -z "$_asker" ] || asker=\"$_asker\"
  [ -d "$_asks" ] || mkdir "$_asks" || _fail 75 "cannot make $_asks"
  while _next; [ -e "$_asks/$_name.ask.json" ]; do # this message was handled before, and that question still waits
    :
  done
  question=$_name.ask
  _write "$_asks/.$number~$question.json" \
    "{\"to\":\"$1\",\"within\":\"$within\",\"keep\":${3:-null},\"from\":$asker,\"name\":\"$_asked_in\"}"
  _write "$drawer/.$number~$id::$question.late+$within.json" "\"$1 has not answered within $within\""
  _write "$drawer/.$number~$1::$question.json" "$2"
}

_post() { # TO JSON [DELAY [NAME [SENDER [NAME]]]]: which message it answers; who is to have sent it, and calls it how
  [ -z "$3" ] || _check_duration "$3"
  _next
  local names=$_name
  [ -z "$4" ] || [ $((${#names} + 1 + ${#4})) -gt 100 ] || names+="=$4"
  [ -z "$5" ] || names+="@$5"
  [ -z "$6" ] || [ $((${#names} + 1 + ${#6})) -gt 140 ] || names+="=$6"
  _write "$drawer/.$number~$1::$names${3:++$3}.json" "$2"
}

_check_id() {
  [[ $1 =~ ^[A-Za-z][A-Za-z0-9._-]{0,63}$ && ! $1 =~ ^(act|supervisor|dead|all)$|\.(json|tmp|swp|part|held|stashed)$ ]] ||
    _fail 1 "\"$1\" is no actor's id"
}

_check_duration() { # at most a hundred years
  local most
  if [[ $1 =~ ^([0-9]{1,12})(ms|s|m|h|d)$ ]]; then
    case ${BASH_REMATCH[2]} in
      ms) most=3153600000000 ;; s) most=3153600000 ;; m) most=52560000 ;; h) most=876000 ;; d) most=36500 ;;
    esac
    [ "$((10#${BASH_REMATCH[1]}))" -gt "$most" ] || return 0
    _fail 1 "\"$1\" is longer than 36500d"
  fi
  _fail 1 "\"$1\" is no duration: write a number and ms, s, m, h or d"
}

# The name of what is sent next: its position behind the message's seed. Subshells count on together, so the count lies in
# a pipe that they have in common, with the handling that it is of; who has the one byte of the other pipe may change it.
_next() {
  local turn=0 n=0
  if [ -z "$_seed" ]; then # of a supervisor that hands over none
    _name=${EPOCHREALTIME/[.,]/}-$BASHPID-$RANDOM
    return
  fi
  read -r -N 1 -u $_key
  read -r -u $_count turn n
  [ "$turn" = $_turn ] || n=0
  printf '%s %s\n' $_turn $((++n)) >&$_count
  printf . >&$_key
  _in_order $n
  _name=$_seed-$_in_order
}

_in_order() { # a number such that texts sort as numbers do: four digits, a letter in front of what needs more
  local letters=abcdef
  printf -v _in_order %04d "$1"
  [ ${#_in_order} = 4 ] || _in_order=${letters:${#_in_order}-5:1}$_in_order
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
  number=${BASH_REMATCH[1]} from='' name='' kept='' error='' _question='' _seed=''
  if [[ $envelope =~ \"seed\":\ *\"([0-9a-z]{11})\" ]]; then
    _seed=${BASH_REMATCH[1]}
    RANDOM=$((36#$_seed & 0x7fffffff)) # whoever handles this message again draws the same
  fi
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
  _turn=$((_turn + 1))
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
      */".$number~"*) _reveal "$file" "${file%/*}/${file##*/".$number~"}" ;;
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

_reveal() { # HIDDEN PATH: beside a message or request that was given the same name
  local free=$2 name=${2##*/} n=1
  while [ -e "$free" ]; do
    [[ $name =~ ^([^=@+]*)([=@+].*)$ ]] || [[ $name =~ ^(.*)(\.json)$ ]]
    free=${2%/*}/${BASH_REMATCH[1]}-$((++n))${BASH_REMATCH[2]}
  done
  mv -f "$1" "$free" || exit 75
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
exec {_bell}<> <(:) {_key}<> <(:) {_count}<> <(:)
_turn=0
printf . >&$_key
echo 0 0 >&$_count
while trap '' USR1; do
  while [ -e "$message" ]; do
    _receive
  done
  trap 'printf . >&$_bell' USR1
  for _limit in '-t 0.1' ''; do
    [ -e "$message" ] || ! read -r -n 1 $_limit -u $_bell || break
  done
done
