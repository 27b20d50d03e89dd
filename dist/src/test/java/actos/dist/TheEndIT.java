package actos.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No end is missed, and the supervisor ends when it is told to, also where no thread and no process can be had. */
class TheEndIT {
    @TempDir
    Path base;

    private OwnWorld world;

    @BeforeEach
    void aWorld() {
        assumeTrue(OwnWorld.canBeMade(), "no right to make a PID namespace");
        world = new OwnWorld(base);
    }

    @Test
    void an_end_and_TERM_are_noticed_at_the_limit_of_threads() {
        assumeTrue(OtherUser.canBecome(), "only root can be somebody else, and root has no such limit");
        world.play("""
                chmod 711 ..; chown 65534:65534 .
                as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
                as supervisor --daemon --cycle 100ms >/dev/null
                as act spawn --id a "$ACTORS/recorder" >/dev/null; as act spawn --id b "$ACTORS/recorder" >/dev/null
                pid=$(cat .pid)
                as prlimit --pid $pid --nproc=1:1
                kill -KILL $(cat running/a/.pid)
                until compgen -G 'dead/actors/a@*' >/dev/null; do sleep 0.05; done
                kill -TERM $pid
                while [ -e /proc/$pid ] && ! grep -q ') Z' /proc/$pid/stat; do sleep 0.05; done
                compgen -G 'dead/actors/b@*' >/dev/null
                [ ! -e .pid ]
                """).ok();
    }

    @Test
    void HUP_ends_one_in_the_foreground_as_INT_does_and_does_nothing_to_a_daemon() {
        world.play("""
                supervisor --cycle 100ms 2>/dev/null & pid=$!
                until [ -e .pid ]; do sleep 0.05; done
                act spawn --id a "$ACTORS/recorder" >/dev/null
                kill -HUP $pid
                wait $pid
                compgen -G 'dead/actors/a@*' >/dev/null
                start
                kill -HUP $(cat .pid)
                act spawn --id b "$ACTORS/recorder" >/dev/null
                act send --wait b 1 >/dev/null
                nohup supervisor --cycle 100ms ../other >/dev/null 2>&1 & pid=$!
                until [ -e ../other/.pid ]; do sleep 0.05; done
                kill -HUP $pid
                act -r ../other spawn --manual --id c >/dev/null
                act -r ../other shutdown >/dev/null
                wait $pid
                act shutdown >/dev/null
                """).ok();
    }

    @Test
    void process_1_takes_leave_of_orphans() {
        world.play("""
                unshare --pid --fork --mount-proc --kill-child supervisor --cycle 50ms 2>/dev/null & outer=$!
                until [ -e .pid ]; do sleep 0.05; done
                [ "$(cat .pid)" = 1 ]
                inner=$(cat /proc/$outer/task/$outer/children)
                printf '#!/bin/bash\\n(setsid sleep 0.2 &)\\ntouch orphaned\\n. %s/actor.sh\\nreceive() { record; }\\nserve\\n' \
                  "$ACTORS" >../parent; chmod +x ../parent
                jq -n --arg path "$PWD/../parent" '{path: $path}' >.a; mv .a spawn/a.json
                until [ -e running/a/orphaned ]; do sleep 0.05; done
                echo 1 >.m; mv .m send/a::m1.json
                until [ -e running/a/got ]; do sleep 0.05; done
                # the orphan is the supervisor's child; when it is none any more, it has ended and left no zombie
                until [ "$(cat /proc/${inner% }/task/*/children | wc -w)" = 1 ]; do sleep 0.05; done
                kill -TERM ${inner% }
                wait $outer
                """).ok();
    }
}
