package actos.act.trace;

/** Text in XML and HTML. */
final class Xml {
    private Xml() {}

    /** As text or in an attribute; what XML cannot hold is shown as JSON escapes it. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n' -> escaped.append("&#10;");
                default -> {
                    boolean isAllowed = c >= 0x20 && c < 0xd800 && (c < 0x7f || c > 0x9f)
                            || c >= 0xe000 && c < 0xfffe
                            || c > 0xffff;
                    escaped.append(isAllowed ? Character.toString(c) : String.format("\\u%04x", c));
                }
            }
        });
        return escaped.toString();
    }
}
