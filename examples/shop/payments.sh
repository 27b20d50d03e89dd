#!/bin/sh
# Runs Payments, with what every actor gets.
# The supervisor says in ACTOS_HOME where it is installed; the SDK lies there in lib/.
here=$(dirname -- "$0")
path=$(ls "$here"/target/shop-[0-9]*.jar) || { echo "build it first: mvn -q -DskipTests package" >&2; exit 1; }
for jar in "$ACTOS_HOME"/lib/actor-sdk-*.jar "$ACTOS_HOME"/lib/jackson-*.jar; do
  path=$path:$jar
done
export LC_ALL=C.UTF-8 # in the C locale Java cannot name every file
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx64m \
  -cp "$path" actos.examples.shop.Payments "$@"
