package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe of {@code actos.py}, by which a handler is tested without a supervisor. */
class HelperProbeIT {
    @TempDir
    Path temp;

    @Test
    void collects_what_a_handler_wants_and_takes_no_more_than_an_actor_does() {
        Ran ran = Programs.run(
                temp,
                Programs.environment(
                        Map.of("PYTHONPATH", Programs.HOME.resolve("lib").toString())),
                List.of("python3", "-c", """
                        import actos

                        @actos.handle
                        def handle(state, message, context):
                            context.send("sink", message, "5s")
                            context.reply({"from": context.sender, "to": context.id, "args": context.args})
                            context.spawn({"path": "jq"})
                            return {"n": state["n"] + 1}

                        @actos.answered
                        def answered(state, answer, context):
                            context.reply([answer, context.kept, context.error])

                        context = actos.probe(sender="ann", id="bob", args=["x"])
                        assert handle({"n": 1}, 7, context) == {"n": 2}
                        assert context.sends == [("sink", 7)]
                        assert context.replies == [{"from": "ann", "to": "bob", "args": ["x"]}]
                        assert context.spawns == [{"path": "jq"}]
                        context = actos.probe(kept=3, error="too late")
                        assert answered({}, None, context) is None
                        assert context.replies == [[None, 3, "too late"]]

                        for wrong in [("no id!", 1), ("act", 1), ("a.json", 1), ("a", {1}), ("a", float("inf")), ("a", 1, "5 s"), ("a", 1, -1)]:
                            try:
                                actos.probe().send(*wrong)
                            except (ValueError, TypeError) as failure:
                                print(failure)
                        """));
        assertEquals("""
                [1] message 1 (probe) has no sender to answer: [null,3,"too late"]
                'no id!' is no actor's id
                'act' is no actor's id
                'a.json' is no actor's id
                Object of type set is not JSON serializable
                Out of range float values are not JSON compliant
                '5 s' is no duration: write a number of seconds, or a text like "500ms", "5s", "2h"
                -1 is no duration: write a number of seconds, or a text like "500ms", "5s", "2h"
                """, ran.ok().out());
    }
}
