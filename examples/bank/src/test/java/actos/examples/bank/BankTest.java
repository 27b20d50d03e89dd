package actos.examples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.actor.ActorProbe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BankTest {
    private final ActorProbe<Map<String, Long>> bank = new ActorProbe<>(new Bank());

    @Test
    void opens_an_account_with_the_first_deposit() throws Exception {
        assertEquals("{\"balance\":100}", answer("deposit", Map.of("account", "ann", "amount", 100)));
        assertEquals(Map.of("ann", 100L), bank.state());
    }

    @Test
    void pays_out_no_more_than_there_is() throws Exception {
        bank.withState(Map.of("ann", 100L));
        assertEquals("{\"balance\":70}", answer("withdraw", Map.of("account", "ann", "amount", 30)));
        assertEquals(
                "{\"declined\":\"ann has 70, not 71\"}", answer("withdraw", Map.of("account", "ann", "amount", 71)));
        assertEquals(Map.of("ann", 70L), bank.state());
    }

    @Test
    void transfers_wholly_or_not_at_all() throws Exception {
        bank.withState(Map.of("ann", 100L, "bob", 0L));
        assertEquals("{\"balance\":75}", answer("transfer", Map.of("from", "ann", "to", "bob", "amount", 25)));
        assertEquals(
                "{\"declined\":\"there is no account eve\"}",
                answer("transfer", Map.of("from", "ann", "to", "eve", "amount", 25)));
        assertEquals(Map.of("ann", 75L, "bob", 25L), bank.state());
    }

    @Test
    void takes_a_transfer_back_that_fails_half_way() throws Exception {
        bank.withState(Map.of("ann", 100L, "bob", Order.LIMIT));
        assertEquals(
                "{\"declined\":\"an account holds 1000000000000 at most\"}",
                answer("transfer", Map.of("from", "ann", "to", "bob", "amount", 25)));
        assertEquals(Map.of("ann", 100L, "bob", Order.LIMIT), bank.state());
    }

    @Test
    void declines_an_order_that_names_no_account() throws Exception {
        assertEquals("{\"declined\":\"an account has a name\"}", answer("deposit", Map.of("amount", 5)));
        assertEquals("{\"declined\":\"there is no account null\"}", answer("balance", Map.of()));
        assertTrue(bank.ask(null).reply().get("declined").textValue().endsWith("is no Order: it is null"));
    }

    @Test
    void declines_amounts_that_are_none() throws Exception {
        bank.withState(Map.of("ann", 100L));
        assertEquals(
                "{\"declined\":\"an amount is above 0 and at most 1000000000000, not -5\"}",
                answer("deposit", Map.of("account", "ann", "amount", -5)));
        assertEquals("{\"balance\":100}", answer("balance", Map.of("account", "ann")));
    }

    @Test
    void declines_what_it_does_not_understand() throws Exception {
        String answer = answer("rob", Map.of("account", "ann"));
        assertTrue(answer.startsWith("{\"declined\":\"message 1 ("), answer);
        assertTrue(answer.contains("known type ids = [balance, deposit, transfer, withdraw]"), answer);
    }

    private String answer(String order, Object details) throws Exception {
        return bank.ask(Map.of(order, details)).reply().toString();
    }
}
