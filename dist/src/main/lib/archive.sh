#!/bin/sh
# Prepares quick starts for the Java that is found: plays a small system, notes the classes that the programs load, and
# archives those in lib/ (class data sharing of the JVM). The build runs it; another Java, or ActOS in another place,
# needs it again. Without an archive that fits, all works, but starts later.
home=$(command -p readlink -f -- "$0") || exit 1
home=${home%/lib/*}
. "$home/lib/java.sh"
set -eu

work=$(mktemp -d)
cd "$work"
end() {
  status=$?
  [ ! -e root/.pid ] || "$home/bin/act" --root root shutdown >> log 2>&1
  [ $status = 0 ] || cat log >&2
  rm -rf "$work"
}
trap end EXIT

# ---- a small system

noting() { # NAME PROGRAM ARGUMENT...: notes in NAME.classes what it loads
  name=$1
  shift
  ACTOS_JAVA_OPTS=-XX:DumpLoadedClassList=$work/$name.classes "$@" >> log 2>&1
}

act() { # ARGUMENT...
  n=$((${n:-0} + 1))
  noting "act-$n" "$home/bin/act" --root root "$@"
}

# not as a daemon: there would be two of them, and one list
noting supervisor "$home/bin/supervisor" root &
until [ -e root/.pid ]; do
  kill -0 $!
  sleep 0.1
done
act new bash counter
act spawn ./counter.sh
act send --wait counter '{"add": 1}'
act pause
act send counter '{"add": 2}'
act next
act step
act resume
act state counter
act ls
act mail
act top --once
act stop counter
act shutdown
wait
noting script "$home/actors/script" --warm-up

# ---- its classes

archive() { # PROGRAM JAR
  # a line that a program has twice, as of two lambdas that look the same, is needed twice
  awk '!/^#/ && !seen[$0, ++n[FILENAME, $0]]++' "$1"*.classes > classes
  "$java" -Xshare:dump -XX:+UseG1GC -XX:SharedClassListFile=classes -XX:SharedArchiveFile=archive.jsa \
    -jar "$home/lib/$2" >> log 2>&1
  mv -f archive.jsa "$home/lib/$1-$release.jsa"
}

archive act act-@{project.version}.jar
archive supervisor supervisor-@{project.version}.jar
archive script script/script-@{project.version}.jar
