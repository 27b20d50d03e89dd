package actos.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor in a container: process 1, counted otherwise outside, and with its root under other paths. */
@Timeout(240)
class NamespacesIT {
    @TempDir
    Path base;

    OwnWorld world;

    @BeforeEach
    void prepare() {
        assumeTrue(OwnWorld.canBeMade(), "no right to make a namespace");
        world = new OwnWorld(base);
    }

    /** Starts a supervisor as process 1 of a namespace in this one; {@code $inner} is its number here. */
    private static final String CONTAINER = """
            unshare --pid --fork --mount-proc --kill-child supervisor --cycle 200ms 2>/dev/null & outer=$!
            until [ -e .pid ]; do sleep 0.05; done
            [ "$(cat .pid)" = 1 ]
            inner=$(cat /proc/$outer/task/$outer/children); inner=${inner% }
            """;

    @Test
    void a_supervisor_that_is_process_1_is_served_there_and_seen_from_outside() {
        world.play(CONTAINER + """
                # from inside
                there() { nsenter --target $inner --pid --mount "$@"; }
                there act spawn --id a --restart permanent "$ACTORS/recorder" >/dev/null
                there act send --wait a 1 >/dev/null
                there act kill a 2>/dev/null
                # from outside: it has another number, which is found
                act send --wait a 2 >/dev/null 2>err; [ ! -s err ]
                act ls >out 2>err; [ ! -s err ]
                grep -q 'supervisor running' out; ! grep -q gone out
                [ "$(cat running/a/got)" = $'1\\n2' ]
                # what needs numbers is refused with a sentence
                ! act kill a 2>err; grep -q 'in another PID namespace' err
                ! act attach m $$ 2>err; grep -q 'in another PID namespace' err
                ! supervisor 2>err; grep -q 'pid 1 in another PID namespace' err
                act shutdown 2>err; grep -q "pid $inner) has ended" err
                wait $outer
                """).ok();
    }

    @Test
    void a_supervisor_that_cannot_be_seen_is_told_from_none() {
        world.play("""
                start --cycle 200ms
                act spawn --id a "$ACTORS/recorder" >/dev/null
                cat >../script <<'END'
                  act ls >out 2>err
                  grep -q 'runs in another PID namespace' err
                  grep -q 'supervisor running' out; ! grep -q gone out
                  act send --wait a 1 >/dev/null
                  act restart a 2>/dev/null
                  act pause; act resume
                  ! act shutdown 2>err; grep -q 'cannot be signalled from here: call act there' err
                  ! act kill a 2>err; grep -q 'other numbers than here' err
                  ! supervisor 2>err; grep -q 'in another PID namespace' err
                END
                unshare --pid --fork --mount-proc --kill-child bash -euc '. ../script' 2>/dev/null
                [ "$(cat running/a/got)" = 1 ]
                act shutdown 2>/dev/null
                """).ok();
    }

    @Test
    void a_root_under_a_second_path_is_the_same_root() {
        world.play("""
                start --cycle 200ms
                mkdir ../second
                act spawn --id a --restart permanent "$ACTORS/recorder" >/dev/null
                cat >../script <<'END'
                  mount --bind "$PWD" ../second
                  act -r ../second send --wait a 1 >/dev/null
                  act -r ../second kill a 2>/dev/null
                  ! supervisor ../second 2>err; grep -q 'another supervisor (pid [0-9]*) has' err
                  act -r ../second shutdown 2>/dev/null
                END
                unshare --mount bash -euc '. ../script'
                [ ! -e .pid ]
                """).ok();
    }

    @Test
    void a_proc_of_another_namespace_is_told_and_nobody_is_signalled_by_its_numbers() {
        world.play("""
                start --cycle 200ms
                act spawn --id a "$ACTORS/recorder" >/dev/null
                cat >../script <<'END'
                  for call in 'act send a 1' 'act shutdown' 'act kill a' 'act ls' supervisor 'supervisor --daemon ../other'; do
                    ! $call 2>err
                    grep -qx '[a-z]*: /proc shows the processes of another PID namespace: .*' err
                    [ "$(wc -l <err)" = 1 ]
                  done
                END
                unshare --pid --fork --kill-child bash -euc '. ../script'
                act send --wait a 2 >/dev/null
                [ "$(cat running/a/got)" = 2 ]
                act shutdown 2>/dev/null
                """).ok();
    }
}
