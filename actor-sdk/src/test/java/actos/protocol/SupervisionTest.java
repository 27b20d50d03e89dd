package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree is taken as it is meant, or refused as a whole with the child, the field and the value. */
class SupervisionTest {
    private static ActorSpec parse(String json) {
        return ActorSpec.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_tree_is_read_and_written_back() {
        ActorSpec shop = parse("{'id':'shop','strategy':'rest_for_one','autoShutdown':'all','intensity':3,'children':["
                + "{'id':'a','path':'/x','restart':'transient','significant':true,'watch':['b','c','b']},"
                + "{'id':'sub','restart':'permanent','order':'parallel','stopTimeout':'5s','children':[]},"
                + "{'id':'boss','path':'/y','children':[{'id':'c','manual':true,'parent':'boss'}]}]}");
        assertTrue(shop.isGroup());
        assertFalse(shop.hasProcess());
        assertEquals(Supervision.FOREVER, shop.stopTimeout());
        assertEquals(Supervision.Strategy.REST_FOR_ONE, shop.supervision().strategy());
        assertEquals(Supervision.AutoShutdown.ALL, shop.supervision().autoShutdown());
        List<ActorSpec> children = shop.supervision().children();
        assertEquals(
                List.of(new ActorId("b"), new ActorId("c")),
                children.get(0).supervision().watch());
        assertTrue(children.get(0).supervision().significant());
        assertTrue(children.get(1).isGroup());
        assertEquals(Duration.ofSeconds(5), children.get(1).stopTimeout());
        assertEquals(Supervision.Order.PARALLEL, children.get(1).supervision().order());
        assertFalse(children.get(2).isGroup());
        assertTrue(children.get(2).hasProcess());
        assertEquals(shop, ActorSpec.parse(shop.bytes()));
        assertNull(shop.supervision().parent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'strategy':'one_for_two','children':[] | strategy | strategy must be one of \"one_for_one\", \"one_for_all\", \"rest_for_one\", not \"one_for_two\"",
                "'path':'/x','strategy':'one_for_all' | strategy | strategy is about children, and there are no \"children\"",
                "'path':'/x','order':'parallel' | order | order is about children, and there are no \"children\"",
                "'children':{} | children | children must be a list of specifications, not {}",
                "'children':[5] | children | children[0]: it is no JSON object, but 5",
                "'children':[{'path':'/x'}] | id | children[0]: \"id\" is missing: each child needs one",
                "'children':[{'id':'a'}] | path | a: \"path\" is missing: it names the executable; a group has \"children\" instead",
                "'children':[{'id':'a','path':'/x','intensity':-1}] | intensity | a: intensity must be a whole number, 0 or more, not -1",
                "'children':[{'id':'a','path':'/x'},{'id':'b','children':[{'id':'a','path':'/y'}]}] | id | id \"a\" is there twice in the tree",
                "'id':'t','children':[{'id':'t','path':'/x'}] | id | id \"t\" is there twice in the tree",
                "'id':'t','parent':'t','children':[] | parent | parent \"t\" is the actor itself",
                "'id':'t','parent':'a','children':[{'id':'a','path':'/x'}] | parent | parent \"a\" is among its own children",
                "'id':'t','children':[{'id':'a','path':'/x','parent':'b'}] | parent | a: parent \"b\" is not the one whose child it is here, \"t\"",
                "'path':'/x','parent':'a b' | parent | parent: id \"a b\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "'children':[],'order':'parallel','strategy':'rest_for_one' | order | strategy \"rest_for_one\" needs an order, so order cannot be \"parallel\"",
                "'children':[],'args':['x'] | args | a group has no process, so \"args\" has no meaning for it",
                "'path':'/x','stopTimeout':'infinity' | stopTimeout | stopTimeout \"infinity\" is for groups: a process might never end",
                "'path':'/x','parent':'p','restart':'permanent','significant':true | significant | a permanent child is always started again, so it cannot be \"significant\"",
                "'children':[{'id':'a','path':'/x','significant':true}] | significant | a: significant has no meaning while the parent's \"autoShutdown\" is \"never\": say \"any\" or \"all\"",
                "'path':'/x','watch':'a' | watch | watch must be a list of actors' ids, not \"a\"",
                "'path':'/x','watch':[1] | watch | watch must be a list of actors' ids, but holds 1",
            })
    void a_tree_that_cannot_be_is_refused_as_a_whole(String fields, String field, String sentence) {
        Refused refused = assertThrows(Refused.class, () -> parse("{" + fields.strip() + "}"));
        assertEquals(field, refused.field());
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void a_hundred_levels_are_enough() {
        assertTrue(parse(nested(100)).isGroup());
        Refused refused = assertThrows(Refused.class, () -> parse(nested(101)));
        assertEquals("children", refused.field());
        assertTrue(
                refused.getMessage().endsWith("children are nested more than 100 levels deep"), refused.getMessage());
    }

    private static String nested(int levels) {
        StringBuilder s = new StringBuilder();
        for (int i = 1; i <= levels; i++) {
            s.append("{'id':'n").append(i).append("','children':[");
        }
        return s.append("]}".repeat(levels)).toString();
    }

    @Test
    void the_supervisor_is_a_party_but_no_actor() {
        assertEquals(ActorId.SUPERVISOR, ActorId.party("supervisor"));
        assertEquals(new ActorId("a"), ActorId.party("a"));
        assertThrows(Refused.class, () -> new ActorId("supervisor"));
        SpoolName name = SpoolName.parse("000000000057~57~supervisor~~ended-a-57.json");
        assertEquals(ActorId.SUPERVISOR, name.from());
        assertEquals("000000000057~57~supervisor~~ended-a-57.json", name.fileName());
        assertEquals(
                ActorId.SUPERVISOR, OutgoingName.parse("supervisor::w1.json").to());
    }

    @Test
    void a_wish_is_to_watch_or_to_unstash_and_nothing_else() {
        assertEquals(new Wish.Watch(new ActorId("a"), false), wish("{\"watch\":\"a\"}"));
        assertEquals(new Wish.Unstash(), wish("{\"unstash\":true}"));
        byte[] news = Json.bytes(new Ended(new ActorId("a"), "it is gone", null, false));
        assertEquals(new Wish.Watch(new ActorId("a"), true), Wish.parse(news));
        for (String other : List.of(
                "5",
                "{}",
                "{\"watch\":5}",
                "{\"watch\":\"a\",\"x\":1}",
                "{\"watch\":\"a b\"}",
                "{\"unstash\":false}",
                "{\"unstash\":true,\"watch\":\"a\"}")) {
            assertThrows(Refused.class, () -> wish(other), other);
        }
    }

    private static Wish wish(String json) {
        return Wish.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
