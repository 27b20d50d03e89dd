package actos.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk may be full though it has bytes left: then that, too, is nobody's fault. */
class NoInodesIT {
    @TempDir
    Path base;

    @Test
    @Timeout(240)
    void a_disk_without_inodes_makes_no_poison_and_counts_no_restart() {
        assumeTrue(OwnWorld.canBeMade(), "no right to make a namespace");
        new OwnWorld(base).play("""
                cat >../writer <<END
                #!/bin/bash
                . "$ACTORS/actor.sh"
                receive() { echo '{}' >.new || exit 1; mv .new "\\$state"; record; }
                serve
                END
                chmod +x ../writer
                cat >../script <<'END'
                  writer=$(realpath ../writer)
                  mount -t tmpfs -o size=64m,nr_inodes=200,mode=700 none "$PWD"; cd "$PWD"
                  start
                  jq -n --arg path "$writer" '{$path, restart: "permanent", intensity: 1, maxAttempts: 2, backoff: {first: "50ms", max: "100ms"}}' >.a
                  mv .a spawn/a.json
                  send() { echo "$1" >.m; mv .m "send/a::m$1.json"; }
                  send 1
                  until [ "$(cat running/a/got 2>/dev/null)" = 1 ]; do sleep .05; done
                  touch paused
                  for n in 2 3 4; do send $n; done
                  until [ $(ls running/a/spool | wc -l) = 3 ]; do sleep .05; done
                  fill() { while : >"fill.$((i++))"; do :; done 2>/dev/null; }
                  i=0; fill
                  mv paused .paused; fill
                  until [ $(grep -cE '"event":"exited".*(the disk is full|No space left)' journal/*.jsonl) -ge 3 ]; do fill; sleep .02; done
                  rm fill.*
                  until [ "$(cat running/a/got)" = $'1\\n2\\n3\\n4' ]; do sleep .05; done
                  [ -z "$(ls dead/messages)" ]
                  act shutdown 2>/dev/null
                END
                unshare --mount bash -euc '. "$0"; . ../script' "$(dirname "$ACTORS")/strangers.sh"
                """).ok();
    }
}
