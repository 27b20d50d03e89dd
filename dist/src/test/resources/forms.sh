# Every form of a command line that the reference knows, through the launchers, from a directory that is neither the root nor
# above it. What is called is written into the file $FORMS, its words with a \037 behind each. It ends at the first that fails.
# Needs $COUNTER (examples/counter/counter.sh), $ACTORS (those of the test resources), and the launchers on the PATH.
set -Eeuo pipefail
trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR
noted() { printf '%s\037' "$@" >>"$FORMS" && echo >>"$FORMS" && command "$@"; }
act() { noted act "$@"; }
supervisor() { noted supervisor "$@"; }
is() { [ "$1" = "$2" ] || { echo "line ${BASH_LINENO[0]}: is $1, not $2" >&2 && return 1; }; }
has() { [[ "$1" == *"$2"* ]] || { echo "line ${BASH_LINENO[0]}: no $2 in: $1" >&2 && return 1; }; }
until_there() { until [ -s "$1" ]; do sleep 0.02; done; }

mkdir -p work/specs && cp "$COUNTER" work/counter.sh && cd work
echo 'function handle(s, m) { return {n: (s.n ?? 0) + m}; }' >n.js
echo '{"add": 3}' >add.json
echo '{"n": 100}' >@n.json # a file whose own name begins so
cp "$COUNTER" specs/child.sh
echo '{"id": "top", "strategy": "one_for_one", "children": [{"id": "kid", "path": "./child.sh", "args": ["@x"]}]}' >specs/tree.json

# ---- supervisor
supervisor -V | grep -q actos && supervisor --help | grep -q Usage
supervisor --daemon --cycle=100ms --stop-timeout 5s --journal-keep 1g ../root >/dev/null
supervisor --daemon --scan-only @root >/dev/null # not the words of a file
is "$(act -r @root ls --json)" '[]'
act --root=@root shutdown 2>/dev/null
unset ACTOS_ROOT
is "$(act --root ../root --json ls)" '[]'
export ACTOS_ROOT=$PWD/../root
act -V | grep -q act && act --help | grep -q Usage && act help send | grep -q BODY

# ---- starting
is "$(act spawn ./counter.sh)" counter
is "$(act spawn --id till --state @@n.json --env A=b=c --env E= ./counter.sh @add.json 'two words' --id -x '')" till
is "$(jq -c .args "$ACTOS_ROOT/running/till/spec.json")" '["@add.json","two words","--id","-x",""]'
is "$(jq -c .env "$ACTOS_ROOT/running/till/spec.json")" '{"A":"b=c","E":""}'
export PATH=$PWD:$PATH
is "$(echo '{"n": 1}' | act spawn --id=piped --restart permanent --intensity 5 --period=1m --backoff 10ms..1m --on-restart keep \
  --state - -- counter.sh)" piped
is "$(act spawn --manual --id m)" m
is "$(act spawn -f specs/tree.json)" top
has "$(act spawn --check specs/tree.json 2>&1 || true)" 'id "top" is taken'
sed 's/"id"/"restart": "temporary", &/; s/top/top2/; s/kid/kid2/; s,\./,specs/,' specs/tree.json >tree2.json
act spawn --check=- <tree2.json | grep -q 'stdin is right'
is "$(cat tree2.json | act spawn --file -)" top2
is "$(act spawn --file=<(echo '{"manual": true, "id": "fed"}') --state '{"n": 2}' --no-wait)" fed
is "$(act spawn --parent top --id more ./counter.sh)" more
is "$(act spawn --json --script n.js --copy --allow files --allow=network --live-clock --limit 20s)" '{"id":"n"}'
is "$(act spawn --stdio --to till --id adder -- jq -c --unbuffered '{add: .}')" adder
is "$(act spawn --stdio --whole-lines --reply --id doubler -- jq -c '. * 2')" doubler
is "$(act spawn --stdio --per-message --id each sh -c 'cat >"$ACTOS_STATE"')" each
is "$(act spawn --stdio --envelope --id whole -- jq -c '{to: .message.from, body: .message.body}')" whole
is "$(act spawn --stdio --maelstrom n1,n2 --id n1 -- "$ACTORS/node.py")" n1
is "$(act spawn --stdio --maelstrom=m1,m2 --services=seq-kv -- "$ACTORS/node.py")" node
act new bash fresh >/dev/null && [ -x fresh.sh ]

# ---- messages
act send --wait counter '{"add": 1}' >/dev/null
act send --wait --timeout=20s counter @add.json >/dev/null
cat add.json | act send --wait counter - >/dev/null
act send --wait counter - >/dev/null <<<'{"add": 3}'
act send --wait counter @<(cat add.json) >/dev/null
printf '%s\n' '{"add": 1}' '' '{"add": 2}' | act send --lines --wait counter 2>/dev/null
act send --after 1h --from m counter '{"add": 1000}' >/dev/null
act send --force nobody -5 >/dev/null
act send --wait n 5 >/dev/null && act send --wait n -2 >/dev/null
is "$(act state n .n)" 3
is "$(act state counter)" '{"n": 16}'
is "$(act ask doubler 21)" 42
is "$(echo 21 | act ask --timeout 20s doubler -)" 42
echo 22 >question && is "$(act ask doubler @question)" 44

# ---- played by hand
for how in @answer -; do
  echo '{"ok":1}' >answer
  act ask m '"?"' >answered &
  until_there "$ACTOS_ROOT/running/m/spool/current"
  cat answer | act reply m "$how" >/dev/null && act done m
  wait $! && is "$(cat answered)" '{"ok":1}'
done

# ---- looking
act ls | grep -q '^counter' && act ls --tree | grep -q kid && act --json ls | jq -e 'length > 9' >/dev/null
act -v show 1 | grep -q add && act show counter | grep -q 1000 && act mail counter | grep -q 1000
act logs --raw --lines=2 counter >/dev/null && act logs -n 2 n >/dev/null
follow() { # PATTERN COMMAND...: what it follows has this in it
  local pattern=$1 followed pid
  shift
  act "$@" >followed &
  pid=$!
  until grep -q "$pattern" followed; do act send counter '{"add": 0}' >/dev/null; done
  kill $pid && { wait $pid || true; }
}
follow add watch counter m
follow done events --follow counter
act events m | grep -q ready && act events 1 | grep -q taken
act trace 1 | grep -q counter && act trace --last=5m --actors counter,m >/dev/null
act trace --mermaid | grep -q sequenceDiagram && act trace --dot | grep -q digraph && act trace --svg | grep -q '</svg>'
act trace --html | grep -q '</html>' && act trace --shiviz | grep -q '"counter":1' && act trace --otlp | jq -e .resourceSpans >/dev/null
act stats --last 5m | grep -q counter && act stats counter --prometheus | grep -q '^actos_messages_handled_total{actor="counter"} [1-9]'
act plot counter .n --last 5m | grep -q : && act plot --svg counter .n | grep -q '</svg>'
act top --once --sort waiting --interval=200ms | grep -q counter

# ---- stepping
act pause && act pause counter m 2>/dev/null
one=$(act send --json counter '{"add": 1}' | jq -r .name) && two=$(act send counter '{"add": 2}')
until act mail counter | grep -q "$two"; do :; done
act pause "$two" && act resume "$two"
act show "$one" | grep -q add && act next | grep -q counter
echo '{"add": 7}' >seven
EDITOR=true act edit --with=seven "$one" 2>/dev/null && act diff "$one" | grep -q 7 && act undo "$one" 2>/dev/null
act move "$two" --first && act move --last "$two" && act move --before="$one" "$two" && act move --after "$one" "$two"
act copy "$two" m >/dev/null
act drop "$two" && act undo "$two" 2>/dev/null
act step "$one" --record record --timeout 20s | grep -q add
act step -n 1 | grep -q to && act step --steps=1 --record - | jq -e .step >/dev/null
act step --round --until-idle >/dev/null 2>&1
act step --until-idle >/dev/null 2>&1
act resume counter && act resume
act set counter .n -5 >/dev/null && act set counter '.["x y"]' @add.json >/dev/null
is "$(act state counter '.["x y"]')" '"@add.json"'

# ---- images, and the steps of a record again
act pause && act send counter '{"add": 1}' >/dev/null && act image save --timeout 20s one >/dev/null 2>&1
act step --record record >/dev/null && act image load --timeout=20s one >/dev/null 2>&1
act step --follow record 2>/dev/null >&2 && act image load --fresh one >/dev/null 2>&1
cat record | act step --follow=- 2>/dev/null >&2
act image save two >/dev/null 2>&1 && act image ls | grep -q two
act image save --at -1 then >/dev/null 2>&1 && act image save --at=-1 again >/dev/null 2>&1
act image diff then again | grep -q "say the same"
act ls --at -1 2>/dev/null | grep -q counter && act mail counter --at=-1 >/dev/null 2>&1 && act show counter --at one 2>/dev/null | grep -q mail
act state counter --at=two >/dev/null 2>&1 && act ls --at=now >/dev/null 2>&1 && act mail --at now >/dev/null && act show --at=@9 >/dev/null 2>&1
act state --at -1 counter .n >/dev/null 2>&1
act history 2>/dev/null | grep -q took && act history counter --last 2 >/dev/null 2>&1 && act history --last=1 --json | jq -e '.[0].event' >/dev/null
act when '.actors.counter.n > 0' 2>/dev/null | grep -q @ && act when --all '.mail | length > 0' >/dev/null 2>&1
act goto -1 2>/dev/null && act goto --timeout 20s two 2>/dev/null
act back --timeout 20s 2>/dev/null && act forward --timeout=20s 1 2>/dev/null
act image diff one two >/dev/null && act image rm one two then again branch-1 branch-2
act resume

# ---- breakpoints
is "$(act break add counter '.add > 100')" 1
is "$(act break add --envelope --all --name b '.from == "m"')" b
act break add till --state '.n == 0' >/dev/null
act break ls | grep -q from && act break rm 1 b && act break rm --all

# ---- ends
sleep 1000 & process=$!
act attach strange $process 2>/dev/null && kill $process
act restart --with ./counter.sh --timeout 20s counter till && act restart --no-wait counter
act kill piped 2>/dev/null
act logs --follow more >/dev/null & # until its end
act stop more && wait $! && act stop --now till adder && act wait till --timeout 20s >/dev/null
act dead ls | grep -q nobody && act dead show till >/dev/null
letter=$(act dead ls --json | jq -r '.[] | select(.to == "nobody") | .id')
is "$(act dead revive till)" till && is "$(act dead revive more --as=other)" other
EDITOR=true act dead resend --edit --to other "$letter" >/dev/null 2>&1
act why --forward 1 >/dev/null && act why counter .n >/dev/null
act journal >/dev/null && act journal gc --dry-run >/dev/null && act journal gc --keep=1g >/dev/null
act dead gc --dry-run >/dev/null && act dead gc --older-than=1d >/dev/null
act stop other 2>/dev/null && act dead rm other
act shutdown 2>/dev/null
supervisor --daemon --restore >/dev/null && act ls | grep -q counter && act shutdown 2>/dev/null
