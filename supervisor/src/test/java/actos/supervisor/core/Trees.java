package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trees on one line: {@code shop strategy=one_for_all [ a restart=permanent ; b ; sub [ c ; d ] ]}. A node with children is
 * a group, unless it says {@code program} or {@code manual}; perm, trans and temp are short for the restart rules.
 */
final class Trees {
    private Trees() {}

    static ActorSpec parse(String line) {
        ArrayDeque<String> words = new ArrayDeque<>(Arrays.asList(line.split(" +")));
        return ActorSpec.parse(Json.text(node(words)).getBytes(StandardCharsets.UTF_8));
    }

    static Set<ActorId> ids(String words) {
        return Arrays.stream(words.split(" +"))
                .filter(w -> !w.isEmpty())
                .map(ActorId::new)
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> node(ArrayDeque<String> words) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", words.remove());
        boolean isProgram = false;
        while (!words.isEmpty() && !words.peek().equals(";") && !words.peek().equals("]")) {
            String word = words.remove();
            switch (word) {
                case "[" -> node.put("children", children(words));
                case "program" -> isProgram = true;
                case "manual", "significant" -> node.put(word, true);
                case "perm" -> node.put("restart", "permanent");
                case "trans" -> node.put("restart", "transient");
                case "temp" -> node.put("restart", "temporary");
                default ->
                    node.put(
                            word.substring(0, word.indexOf('=')),
                            Scenario.value(word.substring(word.indexOf('=') + 1)));
            }
        }
        if (isProgram || !node.containsKey("children") && !node.containsKey("manual")) {
            node.put("path", "/bin/true");
        }
        return node;
    }

    private static List<Object> children(ArrayDeque<String> words) {
        List<Object> children = new ArrayList<>();
        while (!words.peek().equals("]")) {
            children.add(node(words));
            if (words.peek().equals(";")) {
                words.remove();
            }
        }
        words.remove();
        return children;
    }
}
