# A world of its own, a PID namespace, in which a supervisor that signals whom it should not can harm nobody. Process 1 is
# the shell that reads this. It is sourced with ACTOS_ROOT set and the programs on the PATH.
mkdir -p "$ACTOS_ROOT" hits
hits=$PWD/hits
chmod 700 "$ACTOS_ROOT"; chmod 777 hits
cd "$ACTOS_ROOT"

# A process of somebody's in a group of its own, which writes down each signal that it gets; its number in $pid.
stranger() { # NAME COMMAND-TO-START-IT-WITH...
  local name=$1
  shift
  : >"$hits/$name.pid"
  chmod 666 "$hits/$name.pid"
  "$@" setsid bash -c '
    for s in HUP INT QUIT USR2 TERM CONT; do trap "echo $s >>\"$0.hits\"" $s; done
    trap "echo USR1 >>\"$0.looks\"" USR1
    echo $$ >"$0.pid"
    while :; do sleep 0.1; done' "$hits/$name" "running/$name/state.json" "$ACTOS_ROOT/running/$name/state.json" &
  until [ -s "$hits/$name.pid" ]; do sleep 0.02; done
  pid=$(cat "$hits/$name.pid")
}
unharmed() { # NAME
  kill -0 "$(cat "$hits/$1.pid")" && [ ! -e "$hits/$1.hits" ] || { echo "$1 was signalled: $(cat $hits/$1.hits)"; exit 1; }
}
start() { supervisor --daemon --cycle 100ms >/dev/null; }
crash() {
  local pid=$(cat .pid)
  kill -KILL "$pid"
  while [ -e "/proc/$pid" ] && ! grep -q ') Z' "/proc/$pid/stat"; do sleep 0.02; done
}
# A few scans have passed: an actor that appears by hand is taken in after two of them.
scans() {
  local id=by-hand-$RANDOM
  mkdir -p "running/$id" && echo '{"manual": true}' >"running/$id/spec.json"
  act wait --phase ready "$id" >/dev/null 2>&1 || until [ -e "running/$id/status.json" ]; do sleep 0.05; done
}
# The status of an actor from now on names this process.
forge() { # ID PID
  local start boot
  start=$(sed 's/.*) //' "/proc/$2/stat" | cut -d' ' -f20)
  boot=$(jq -r .bootId supervisor.json)
  jq -c --argjson pid "$2" --argjson start "$start" --arg boot "$boot" \
    '.pid = $pid | .startTime = $start | .bootId = $boot | .phase = "ready"' "running/$1/status.json" >.forged
  mv .forged "running/$1/status.json"
}
