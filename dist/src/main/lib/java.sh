# Read by the launchers: finds Java and leaves its path in $java, or says what is missing and exits.
# Needs nothing from the environment, not even a PATH.
#
# In the C locale a JVM turns é in arguments and file names into "?". So it gets a UTF-8 one, and the
# user's own LC_ALL waits in ACTOS_LC_ALL (empty: it was not set) for the programs that are started from it.

# What is closed would be some file of the JVM's. Opened the wrong way round, it still can be neither read nor written.
{ true 3<&0; } 2>/dev/null || exec 0>/dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
{ true 3>&2; } 2>/dev/null || exec 2>/dev/null

if [ ! . -ef "$PWD" ]; then
  echo "${0##*/}: the directory that you are in was deleted: go to another one" >&2
  exit 1
fi

if [ -n "$JAVA_HOME" ]; then
  java=$JAVA_HOME/bin/java
  if [ ! -x "$java" ]; then
    echo "${0##*/}: there is no Java in JAVA_HOME, which is $JAVA_HOME: correct or unset it" >&2
    exit 1
  fi
else
  java=$(command -v java)
  for java in "$java" /usr/bin/java /usr/lib/jvm/default-java/bin/java /usr/lib/jvm/default/bin/java \
    /usr/lib/jvm/java/bin/java /opt/java/openjdk/bin/java ''; do
    [ ! -x "$java" ] || break
  done
  if [ -z "$java" ]; then
    echo "${0##*/}: no Java found: install Java 17 or newer, or set JAVA_HOME" >&2
    exit 1
  fi
fi

# the version stands in the JDK's own file; asking java for it costs 40 ms, so only where that file is missing
release=$(command -p readlink -f -- "$java")
release=${release%/bin/java}/release
if [ -r "$release" ]; then
  release=$(command -p sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
else
  release=$("$java" -version 2>&1 | command -p sed -n 's/.* version "\([^"]*\)".*/\1/p')
fi
version=${release#1.}
version=${version%%[!0-9]*}
if [ "${version:-17}" -lt 17 ]; then
  echo "${0##*/}: $java is Java $version, but 17 or newer is needed: install one, or set JAVA_HOME" >&2
  exit 1
fi

ACTOS_LC_ALL=$LC_ALL
LC_ALL=C.UTF-8
export ACTOS_LC_ALL LC_ALL

through= # a program that starts Java, and its options

# Starts Java, with a program's archive of classes if archive.sh has made one. That it does not fit is no reason to say a
# word, so the JVM's own messages are off; ACTOS_JAVA_OPTS may switch them on.
run() { # PROGRAM OPTION...
  archive=$home/lib/$1-$release.jsa
  [ -e "$archive" ] || archive=
  shift
  exec $through "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:-MaxFDLimit -Xshare:auto -Xlog:disable -Xlog:all=off \
    ${archive:+"-XX:SharedArchiveFile=$archive"} -Dactos.home="$home" "$@"
}
