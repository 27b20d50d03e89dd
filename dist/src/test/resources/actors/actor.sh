# The loop of an actor in bash, for the actors beside this file: they define receive and call serve.
id=$1 state=$2 message=$3 out=$4
args=("${@:5}")

send() { # TO BODY
  local name=${EPOCHREALTIME/[.,]/}-$RANDOM
  printf '%s' "$2" > "$out/.$name" && mv "$out/.$name" "$out/$1::$name.json"
}

record() { # the message's body, as one line of the file got
  printf '%s\n' "$(cat "$message")" >> got
}

handle() {
  while trap '' USR1; [ -e "$message" ]; do
    receive
    rm -f "$message"
  done
  trap handle USR1
  [ ! -e "$message" ] || handle
}

serve() {
  handle
  sleep infinity &
  while :; do wait $!; done
}
