package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model of delivery and commit holds, and would not if the protocol had one of the mistakes that it knows. */
class DeliveryModelIT {
    @Test
    void the_model_holds_and_catches_every_mistake() {
        Ran ran = Programs.run(
                        Programs.CHECKOUT,
                        Programs.environment(Map.of()),
                        "",
                        Duration.ofMinutes(4), // it keeps a processor busy for some 15 s
                        List.of("python3", "docs/explanation/delivery-model.py"))
                .ok();
        assertTrue(ran.out().startsWith("an actor that handles each: holds in "), ran::toString);
        assertTrue(ran.out().contains("\nan actor that puts one back: holds in "), ran::toString);
        assertTrue(ran.out().endsWith(" mistakes, all caught\n"), ran::toString);
    }
}
