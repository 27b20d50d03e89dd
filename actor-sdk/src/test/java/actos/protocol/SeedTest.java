package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {
    private static final ActorId SHOP = new ActorId("shop");
    private static final ActorId ANN = new ActorId("ann");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

    @Test
    void a_message_has_the_same_seed_whenever_and_wherever_it_is_handled() {
        MessageName made = new MessageName("k7f2m9qx4tb-0001");
        assertEquals(new Seed("w4g3xhvjlkl"), Seed.of(SHOP, ANN, made, NOON));
        assertEquals(Seed.of(SHOP, ANN, made, NOON), Seed.of(SHOP, ANN, made, NOON.plusSeconds(9)));
    }

    @Test
    void receiver_sender_and_name_make_a_difference() {
        MessageName made = new MessageName("k7f2m9qx4tb-0001");
        Set<Seed> seeds = new HashSet<>(List.of(
                Seed.of(SHOP, ANN, made, NOON),
                Seed.of(ANN, ANN, made, NOON),
                Seed.of(SHOP, SHOP, made, NOON),
                Seed.of(SHOP, null, made, NOON),
                Seed.of(SHOP, ActorId.SUPERVISOR, made, NOON),
                Seed.of(SHOP, ANN, new MessageName("k7f2m9qx4tb-0002"), NOON)));
        assertEquals(6, seeds.size());
    }

    @Test
    void a_name_that_somebody_has_chosen_may_be_chosen_again_so_the_time_makes_a_difference() {
        MessageName chosen = new MessageName("k1");
        assertEquals(Seed.of(SHOP, null, chosen, NOON), Seed.of(SHOP, null, chosen, NOON));
        assertNotEquals(Seed.of(SHOP, null, chosen, NOON), Seed.of(SHOP, null, chosen, NOON.plusNanos(1)));
    }

    @Test
    void what_is_sent_sorts_by_its_position_however_much_there_is() {
        Seed seed = new Seed("k7f2m9qx4tb");
        List<String> names = IntStream.of(1, 2, 9, 10, 9_999, 10_000, 99_999, 100_000, 999_999_999)
                .mapToObj(n -> seed.name(n).value())
                .toList();
        assertEquals("k7f2m9qx4tb-0001", names.get(0));
        assertEquals("k7f2m9qx4tb-a10000", names.get(5));
        assertEquals(names, names.stream().sorted().toList());
    }

    @Test
    void names_that_ACTOS_makes_are_known_for_that_and_others_are_not() {
        for (int i = 0; i < 2_000; i++) {
            MessageName fresh = MessageName.fresh();
            MessageName sent = Seed.of(SHOP, ANN, fresh, NOON).name(i + 1);
            assertTrue(fresh.isMade(), fresh::toString);
            assertTrue(sent.isMade(), sent::toString);
            assertTrue(Question.late(sent.asQuestion()).isMade());
        }
        for (String chosen : List.of("k1", "transaction-2026", "m00001", "ended-shop-17", "hello.world-0001")) {
            assertFalse(new MessageName(chosen).isMade(), chosen);
        }
    }

    @Test
    void a_million_messages_have_a_million_seeds_and_a_chain_of_causes_goes_on() {
        Set<Long> seen = new HashSet<>();
        MessageName name = new MessageName("k7f2m9qx4tb-0001");
        for (int i = 0; i < 1_000_000; i++) {
            Seed seed = Seed.of(SHOP, ANN, name, NOON);
            assertTrue(seen.add(seed.number()), "after " + i);
            name = seed.name(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k7f2m9qx4t",
                "k7f2m9qx4tbc",
                "kkf2m9qx4tb",
                "07f2m9qx4tb",
                "k7F2m9qx4tb",
                "../../../../",
                "k7f2m9qx4t\n"
            })
    void what_is_no_seed_is_refused(String value) {
        assertThrows(Refused.class, () -> new Seed(value));
    }
}
