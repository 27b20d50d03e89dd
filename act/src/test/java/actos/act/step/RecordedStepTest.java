package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class RecordedStepTest {
    private static RecordedStep sending(String... messages) {
        return RecordedStep.parse(
                1,
                "{\"step\":1,\"from\":null,\"to\":\"shop\",\"nth\":1,\"body\":1,\"sent\":[" + String.join(",", messages)
                        + "],\"end\":null}",
                "test");
    }

    private static String to(String receiver, int body) {
        return "{\"to\":\"" + receiver + "\",\"body\":" + body + "}";
    }

    @Test
    void of_what_is_sent_only_the_order_to_one_receiver_counts() {
        RecordedStep recorded = sending(to("bank", 1), to("log", 2), to("bank", 3));
        assertNull(recorded.difference(sending(to("log", 2), to("bank", 1), to("bank", 3))));
        assertEquals(
                "shop sent something else", recorded.difference(sending(to("log", 2), to("bank", 3), to("bank", 1))));
        assertEquals("shop sent something else", recorded.difference(sending(to("bank", 1), to("log", 2))));
    }
}
