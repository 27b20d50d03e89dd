package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Phase;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code act top} on a terminal: keys in, screens out. */
class TopIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void shows_the_system_at_work_and_does_what_keys_say() {
        os.start();
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        os.spawn("via", "forwarder", "sum");
        onTerminal("""
                see running, pid
                see 2 actors, 0 waiting
                see ›  sum  ready
                press p
                see PAUSED, pid
                press j
                see ›  via
                press P
                see via  ready (paused)
                press k
                press \\r
                see state   {"n":5}
                press q
                see 1-2 of 2, by id
                press w
                see 1-2 of 2, by waiting
                press q
                end
                """).ok();
        assertTrue(Files.exists(os.root.paused()));
        assertTrue(Files.exists(os.home("via").paused()));

        os.send("via", "{\"add\":1}");
        os.eventually("it is taken", () -> os.waiting("via").size() == 1);
        onTerminal("""
                see 1 waiting
                press s
                see → 2 to sum  {"add":1}
                press s
                see ~ .n  5 → 6
                press s
                see no message waits that is due
                press q
                end
                """).ok();
        assertEquals("{\"n\": 6}", Programs.text(os.home("sum").state()).strip());
    }

    @Test
    void finds_an_actor_among_many_by_keys() {
        os.start();
        for (int i = 10; i < 50; i++) {
            os.request("m" + i, "{\"manual\": true}");
        }
        os.awaitPhase("m49", Phase.READY);
        onTerminal("""
                see 40 actors, 0 waiting
                see ›  m10  ready
                press \\x1b[6~
                see ›  m28  ready
                press G
                see ›  m49  ready
                see 23-40 of 40, by id
                press \\x1b[5~
                see ›  m31  ready
                press \\x1b[H
                see ›  m10  ready
                press ?
                see any key goes back
                press q
                see 1-18 of 40, by id
                press /M2q
                see none  / M2q_
                press \\x7f
                see 1-10 of 10  / M2_
                press \\r
                see 1-10 of 10, by id, only "M2" (Esc shows all)
                see ›  m20  ready
                press \\x1b
                see 2-19 of 40, by id
                see ›  m20  ready
                press q
                end
                """).ok();
    }

    @Test
    void is_used_in_a_terminal_of_tmux() {
        os.start();
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        os.bash("""
                terminal() { tmux -u -f /dev/null -S "$PWD/.tmux" "$@"; }
                screen() { terminal capture-pane -p -t top; }
                soon() {
                  for i in {1..1500}; do if screen | grep -qF -- "$1"; then return; fi; sleep 0.02; done
                  echo "never: $1"; screen; exit 1
                }
                trap 'terminal kill-server' EXIT
                terminal new-session -d -s top -x 100 -y 24 'echo before; act top --interval 200ms; echo after; read -r'
                soon '1 actor, 0 waiting'
                soon '›  sum  ready'
                [[ $(screen) != *before* ]]
                terminal send-keys -t top p
                soon 'PAUSED, pid'
                [ -e paused ]
                terminal resize-window -t top -x 60 -y 12
                terminal send-keys -t top Enter
                soon 'state   {"n":5}'
                terminal send-keys -t top q
                soon '1 actor, 0 waiting'
                terminal send-keys -t top q
                soon after
                [[ $(screen) == before* ]]
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signal TERM", "press \\x03"})
    void puts_the_terminal_back_however_it_is_ended(String end) {
        os.start();
        onTerminal("see running, pid\n" + end + "\nend\n").ok();
    }

    @Test
    void puts_the_terminal_back_while_it_is_stopped() {
        os.start();
        run("""
                        see running, pid
                        press \\x1a
                        see running, pid
                        press q
                        end
                        """, "bash", "-mc", "act top; stty -a > between; fg").ok();
        String between = Programs.text(os.base().resolve("between"));
        assertTrue(between.contains(" echo ") && between.contains(" icanon "), between);
    }

    private Ran onTerminal(String script) {
        return run(script, Programs.launcher("act").toString(), "top", "--interval", "200ms");
    }

    private Ran run(String script, String... command) {
        List<String> all = new ArrayList<>(List.of("python3", script().toString()));
        all.addAll(List.of(command));
        return Programs.run(os.base(), os.environment(), script, Duration.ofSeconds(100), all);
    }

    private static Path script() {
        try {
            return Path.of(TopIT.class.getResource("/terminal.py").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
