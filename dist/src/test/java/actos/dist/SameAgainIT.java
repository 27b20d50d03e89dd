package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same message in the same state gives the same bytes: names, bodies, states and chance, for actors in each language
 * that ask each other, answer, send and draw.
 */
@Timeout(240)
class SameAgainIT {
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00.000000001Z");
    private static final List<String> PLAYERS = List.of("js", "py", "sh", "java", "line");

    @RegisterExtension
    final LiveRoot first = LiveRoot.forOneTest(Mode.NOTICES);

    @RegisterExtension
    final LiveRoot second = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void a_random_order_played_again_in_a_fresh_root_gives_the_same_names_bodies_and_states() throws IOException {
        List<String> order = new ArrayList<>();
        for (String player : PLAYERS) {
            order.addAll(Collections.nCopies(3, player));
        }
        Collections.shuffle(order, new Random(7));
        play(first, order, 1);
        Path record = first.base().resolve("order");
        first.act("step", "--until-idle", "--record", record.toString()).ok();
        play(second, order, 4);
        second.act("step", "--follow", record.toString()).ok();
        List<String> played = mail(first, 0);
        assertTrue(played.size() >= 60, played::toString);
        assertEquals(String.join("\n", played), String.join("\n", mail(second, 0)));
        assertEquals(states(first), states(second));
    }

    @Test
    void what_an_image_has_goes_on_as_it_did_the_first_time() throws IOException {
        play(first, PLAYERS, 1);
        first.act("step", "-n", "4").ok();
        first.act("image", "save", "middle").ok();
        int saved = mail(first, 0).size();
        Path record = first.base().resolve("order");
        first.act("step", "--until-idle", "--record", record.toString()).ok();
        String end = states(first);
        List<String> after = mail(first, saved);
        first.act("image", "load", "middle").ok();
        int loaded = mail(first, 0).size();
        first.act("step", "--follow", record.toString()).ok();
        assertTrue(after.size() >= 10, after::toString);
        assertEquals(String.join("\n", after), String.join("\n", mail(first, loaded)));
        assertEquals(end, states(first));
    }

    /** What was taken from actors, behind so many: sender, receiver, name and body. */
    private static List<String> mail(LiveRoot os, int behind) {
        List<String> taken = os.journal("taken").stream()
                .filter(entry -> entry.text("from") != null)
                .map(entry -> entry.text("from") + " " + entry.text("to") + " " + entry.text("name") + " "
                        + entry.line().get("body"))
                .toList();
        return taken.subList(behind, taken.size()).stream().sorted().toList();
    }

    private static String states(LiveRoot os) {
        return String.join(
                "",
                PLAYERS.stream()
                        .map(player ->
                                player + " " + Programs.text(os.home(player).state()))
                        .toList());
    }

    /**
     * The players, paused, each with what a person has sent it, in this order.
     *
     * @param strays messages that make the numbers of all others higher
     */
    private static void play(LiveRoot os, List<String> order, int strays) throws IOException {
        os.start("--cycle", "200ms");
        for (int i = 0; i < strays; i++) {
            os.awaitDead(os.send("nobody", "1"));
        }
        for (String player : PLAYERS) {
            os.spawn("sink-" + player, "recorder");
        }
        os.act("spawn", "--id", "js", write(os, "player.js", """
                function handle(state, message, context) {
                  context.ask("py", message, {keep: message, within: "1h"});
                  context.send("sink-js", [message, Math.random()]);
                  return {n: (state.n ?? 0) + 1};
                }
                function answered(state, answer, context) {
                  context.send("sink-js", answer);
                  context.reply(answer);
                  return {...state, got: answer};
                }
                """)).ok();
        os.act("spawn", "--id", "py", write(os, "player.py", """
                #!/usr/bin/env python3
                import os, sys
                sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
                import actos
                @actos.handle
                def handle(state, message, context):
                    if context.sender == "js":
                        context.reply(context.random.random())
                    else:
                        context.ask("sh", message, within="1h")
                    context.send("sink-py", context.random.random())
                    return {"n": state.get("n", 0) + 1}
                @actos.answered
                def answered(state, answer, context):
                    context.send("sink-py", [answer, context.random.random()])
                actos.run()
                """)).ok();
        os.act("spawn", "--id", "sh", write(os, "player.sh", """
                #!/bin/bash
                on_message() {
                  if [ "$from" = py ]; then reply $RANDOM; else ask java "$(cat "$message")" $RANDOM 1h; fi
                  seq 3 | while read -r i; do send sink-sh "[$i]"; done
                  send sink-sh $RANDOM
                  state "$(jq -c '.n += 1' "$state")"
                }
                on_answer() {
                  send sink-sh "$kept"
                }
                . "$ACTOS_HOME/lib/actos.sh"
                """)).ok();
        os.act(
                        "spawn",
                        "--id",
                        "java",
                        Programs.CHECKOUT.resolve("examples/bank/bank.sh").toString())
                .ok();
        os.act("spawn", "--id", "line", "--stdio", "--to", "sink-line", "--", "jq", "-c", "[., .]")
                .ok();
        os.act("pause").ok();
        for (int i = 0; i < order.size(); i++) {
            Path hidden = os.root.send().resolve(".next");
            Files.writeString(hidden, "{\"deposit\": {\"account\": \"ann\", \"amount\": " + (i + 1) + "}}");
            Files.setLastModifiedTime(hidden, FileTime.from(SENT.plusSeconds(i)));
            Path message = os.root.send().resolve(order.get(i) + "::k" + i % 4 + ".json");
            os.eventually("one of the same name before it is taken", () -> Files.notExists(message));
            Files.move(hidden, message);
            os.signal();
        }
        os.eventually(
                "all of it waits",
                () -> LiveRoot.names(os.root.send(), ".*json").isEmpty());
    }

    private static String write(LiveRoot os, String name, String text) throws IOException {
        Path file = os.base().resolve(name);
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
        return file.toString();
    }
}
