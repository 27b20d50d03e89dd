#!/bin/sh
# Starts Lock.java. It execs, since the signals go to the process that was started; without a UTF-8 locale Java cannot
# name every file.
exec env LC_ALL=C.UTF-8 java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "$ACTOS_HOME/lib/*" \
  "$(dirname "$(readlink -f "$0")")/Lock.java" "$@"
