package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An actor gets the environment and the limits of the shell that has started the supervisor, byte for byte. */
@Timeout(180)
class EnvironmentIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    /** Variables that a shell cannot have, values that are not UTF-8, functions, a locale, a PWD with a link in it. */
    private static final String SCRIPT = """
            mkdir real; ln -s real link; cd link
            greet() { echo 'good
            day'; }
            export -f greet
            export LANG=C EMPTY= QUOTED="a 'b' \\"c\\" \\$d" LC_ALL=POSIX
            ulimit -Sn 512; ulimit -Ss 4096; ulimit -Sc 0
            as_the_user() { env a.b=1 x-y=2 RAW=$'\\xff\\xfe' "$@"; }
            shown() { tr '\\0\\n' '\\n~' | grep -v '^ACTOS_' | sort; }
            as_the_user cat /proc/self/environ | shown > env
            cat /proc/self/limits > limits
            as_the_user supervisor %s
            until [ -s "$ACTOS_ROOT/.pid" ]; do sleep .02; done
            printf '{"id": "a", "path": "%%s"}' "$1" > "$ACTOS_ROOT/spawn/.a"
            mv "$ACTOS_ROOT/spawn/.a" "$ACTOS_ROOT/spawn/a.json"
            until grep -qs '"phase":"ready"' "$ACTOS_ROOT/running/a/status.json"; do sleep .02; done
            actor=$(cat "$ACTOS_ROOT/running/a/.pid")
            diff env <(shown < /proc/$actor/environ)
            diff limits /proc/$actor/limits
            kill "$(cat "$ACTOS_ROOT/.pid")"
            while [ -e "$ACTOS_ROOT/.pid" ]; do sleep .02; done
            """;

    @ParameterizedTest
    @ValueSource(strings = {"2> log &", "--daemon"})
    void an_actor_has_what_the_users_shell_has(String how) {
        Ran ran = Programs.run(
                os.base(),
                os.environment(),
                "",
                Duration.ofMinutes(2),
                List.of(
                        "bash",
                        "-euc",
                        SCRIPT.formatted(how),
                        "bash",
                        Programs.actor("recorder").toString()));
        assertEquals(0, ran.code(), ran::toString);
    }
}
