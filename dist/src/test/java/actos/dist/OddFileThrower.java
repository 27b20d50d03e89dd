package actos.dist;

import static actos.dist.OddFileFate.ACCEPTED;
import static actos.dist.OddFileFate.LEFT;
import static actos.dist.OddFileFate.REFUSED;
import static actos.dist.OddFileFate.TAKEN;

import actos.protocol.ActorId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Throws odd files into a live root: names, contents and kinds of which each is odd in a way of its own, put together by
 * chance. The same seed throws the same files. For each it says what the contract lets become of it.
 */
final class OddFileThrower {
    private static final int KIB = 1024;
    private static final int MOST = 16 * KIB * KIB;

    /** Whom messages are for: these actors are there, and keep what they get. */
    private final List<String> known;

    private final LiveRoot os;
    private final Random random;
    private final Path stage;
    private final Path canary;
    private final Set<String> used = new HashSet<>();
    private final List<OddFile> thrown = new ArrayList<>();
    private int fifos;
    private int accepted;

    /**
     * @param known ids of living actors
     * @param canary a directory outside the root that links lead to
     */
    OddFileThrower(LiveRoot os, long seed, int count, List<String> known, Path canary) throws IOException {
        this.os = os;
        this.random = new Random(seed);
        this.known = known;
        this.canary = canary;
        this.stage = Files.createDirectory(os.base().resolve("stage"));
        Programs.run(
                        stage,
                        os.environment(),
                        List.of("bash", "-euc", "printf 'fifo%d\\0' $(seq 0 " + count / 50 + ") | xargs -0 mkfifo"))
                .ok();
    }

    /** All that was thrown, once that is over. */
    List<OddFile> thrown() {
        return thrown;
    }

    /** Throws so many. */
    void throwAll(int count) {
        try {
            while (thrown.size() < count) {
                throwOne();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Into {@code send/}, a living actor's drawer, that of an actor which never was, {@code spawn/}. */
    private void throwOne() throws IOException {
        int place = random.nextInt(100);
        if (place < 55) {
            toMail(os.root.send(), null);
        } else if (place < 70) {
            toMail(os.root.send().resolve("player"), "player");
        } else if (place < 85) {
            String ghost = "ghost" + random.nextInt(3);
            toMail(os.root.send().resolve(ghost), ghost);
        } else {
            toSpawn();
        }
    }

    // ---- names

    /** What a name says to whom. */
    private enum Address {
        KNOWN,
        UNKNOWN,
        BAD,
        ALONE
    }

    /** @param bytes each character is one byte */
    private record Name(String bytes, Address address) {
        Path in(Path dir) {
            return OddFile.path(dir, bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private Name name() {
        String id = known.get(random.nextInt(known.size()));
        String n = Integer.toString(thrown.size(), 36);
        return switch (random.nextInt(40)) {
            case 0, 1, 2 -> name(id + "::" + n + ".json", Address.KNOWN);
            case 3 -> name(id + "::" + n, Address.KNOWN);
            case 4 -> name(id + "::" + pick("-", "_", ".", "..", "--") + n + ".JSON", Address.KNOWN);
            case 5 -> name(id + "::" + n + pick("+0s", "+10ms", "+36500d", "+1h") + pick("", ".json"), Address.KNOWN);
            case 6 -> name(id + "::" + n + ".json.json", Address.KNOWN);
            case 7 -> name(id + "::" + "n".repeat(100 - n.length()) + n, Address.KNOWN);
            case 8 -> name(pick("nobody", "Sink0", "SINK1", "a", "x".repeat(64)) + "::" + n + ".json", Address.UNKNOWN);
            case 9 -> name("nobody" + random.nextInt(1000) + "::" + n, Address.UNKNOWN);
            case 10 -> name(id + "::" + n + "::" + n + ".json", Address.BAD);
            case 11 -> name(id + ":" + n + ".json", Address.BAD);
            case 12 -> name(pick("::", ":::", "::::") + n, Address.BAD);
            case 13 ->
                name(
                        id + "::" + n + pick("+", "+5", "+5x", "+-5s", "+5s+5s", "+99999999999d", "+5S", "++5s"),
                        Address.BAD);
            case 14 -> name(id + "::" + "n".repeat(101) + n, Address.BAD);
            case 15 -> name("x".repeat(65) + "::" + n + ".json", Address.BAD);
            case 16 -> name(pick("act", "all", "dead", "7up", "-rf", "a@b", "a~b") + "::" + n, Address.BAD);
            case 17 ->
                name(
                        id + "::" + n + pick(" ", "\t", "\n", "\r\n", "\u0001", "\u001b[2J", "\u007f") + "x.json",
                        Address.BAD);
            case 18 -> name(pick(" ", "\n", "\u0001", "\u001b]0;x\u0007") + id + "::" + n, Address.BAD);
            case 19 ->
                name(
                        id + "::" + n + pick("é", "e\u0301", "漢字", "😀", "\u202egnp", "\ufeff", "\ufffd", "٣"),
                        Address.BAD);
            case 20 -> name(pick("sínk", "ѕink0", "sink0\u200b", "ｓink") + "::" + n, Address.BAD);
            case 21 -> name(id + pick("：：", "::\u200b", "\u2236\u2236") + n, Address.BAD);
            case 22, 23, 24 -> noText(id + "::" + n);
            case 25 -> name("l".repeat(255 - n.length()) + n, Address.BAD);
            case 26 -> name(id + "::" + "l".repeat(249 - id.length() - n.length()) + n + ".jso", Address.BAD);
            case 27 ->
                name(
                        pick("-rf", "--help", "$(reboot)", "`id`", "a;b|c&d", "*?[x]", "%s%n%x", "'\"\\") + n,
                        Address.BAD);
            case 28 ->
                name(pick("000000000001~1~~~", "current", "envelope", "CON", "a b c ") + n + ".json", Address.BAD);
            case 29 -> name(id + "::" + n + pick("\\", "~1~", "~2", "!", "@1", "%2F..") + "x", Address.BAD);
            case 30 -> name("." + id + "::" + n + ".json", Address.ALONE);
            case 31 -> name("..::" + n + ".json", Address.ALONE);
            case 32 -> name("..." + n, Address.ALONE);
            case 33 -> name("#" + id + "::" + n + "#", Address.ALONE);
            case 34 -> name(id + "::" + n + ".json" + pick("~", ".tmp", ".swp", ".part", ".held"), Address.ALONE);
            case 35 -> name(thrown.size() % 7 == 0 ? "4913" : "." + n, Address.ALONE);
            case 36 -> name(n + pick(".json", ".txt", ""), Address.BAD);
            default -> name(id + "::k" + n + ".json", Address.KNOWN);
        };
    }

    private static Name name(String text, Address address) {
        return new Name(new String(utf8(text), StandardCharsets.ISO_8859_1), address);
    }

    /** A name with bytes in it that are not UTF-8. */
    private Name noText(String start) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8(start));
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            bytes.write(0x80 + random.nextInt(0x80));
        }
        bytes.write(0xff);
        return new Name(bytes.toString(StandardCharsets.ISO_8859_1), Address.BAD);
    }

    // ---- what is thrown

    private void toMail(Path dir, String from) throws IOException {
        Name name = name();
        String nature = nature();
        String fate = switch (name.address()) {
            case ALONE -> LEFT;
            case BAD -> "bad-name";
            case KNOWN -> nature.equals("json") ? TAKEN : nature;
            case UNKNOWN -> nature.equals("json") ? "unknown-actor" : nature;
        };
        Path target = name.in(dir);
        if (used.add(target.toUri().toString())) {
            boolean drawer = from == null && ActorId.isValid(name.bytes());
            drop(target, from, nature, fate, nature.equals("json") ? body() : broken(), !drawer);
        }
    }

    private void toSpawn() throws IOException {
        if (accepted < 20 && random.nextInt(50) == 0) {
            Path target = os.root.spawn().resolve("manual" + accepted++ + ".json");
            drop(target, null, "json", ACCEPTED, utf8("{\"manual\": true}"), true);
            return;
        }
        Name name = name();
        String nature = nature();
        String fate = name.address() == Address.ALONE ? LEFT : REFUSED;
        Path target = name.in(os.root.spawn());
        if (used.add(target.toUri().toString())) {
            drop(target, null, nature, fate, nature.equals("json") ? badRequest() : broken(), true);
        }
    }

    /** {@code json}, or the reason why it is no message. */
    private String nature() {
        int n = random.nextInt(1000);
        return n < 600 ? "json" : n < 900 ? "malformed" : n < 902 ? "too-big" : "not-a-file";
    }

    private void drop(Path target, String from, String nature, String fate, byte[] content, boolean mayBeDirectory)
            throws IOException {
        boolean buriedForItsName = fate.equals("bad-name") || fate.equals(REFUSED);
        boolean isFile = !nature.equals("not-a-file") && !nature.equals("too-big");
        if (isFile && !buriedForItsName && content.length <= 4096 && random.nextBoolean()) {
            writeInPlace(target, from, nature, fate, content);
        } else {
            Path made = isFile ? Files.write(stage.resolve("made"), content) : made(nature, target, mayBeDirectory);
            OddFile file = look(made, target, from, nature, fate);
            inDrawer(target, () -> Files.move(made, target, StandardCopyOption.ATOMIC_MOVE));
            thrown.add(file);
        }
    }

    /** As a shell does with {@code >}: it is empty first, and may be looked at while it is half written. */
    private void writeInPlace(Path target, String from, String nature, String fate, byte[] content) throws IOException {
        int half = content.length / 2;
        try (FileChannel file = inDrawer(
                target, () -> FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            file.write(ByteBuffer.wrap(content, 0, half));
            file.write(ByteBuffer.wrap(content, half, content.length - half));
            thrown.add(look(target, target, from, nature, fate));
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** The drawer of an actor that never was is cleared away whenever it is empty: it is made anew then. */
    private static <T> T inDrawer(Path target, Step<T> step) throws IOException {
        while (true) {
            Files.createDirectories(target.getParent());
            try {
                return step.run();
            } catch (NoSuchFileException e) {
                // once more
            }
        }
    }

    private static OddFile look(Path now, Path target, String from, String nature, String fate) throws IOException {
        Map<String, Object> a = Files.readAttributes(now, "unix:ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        long modified = ((FileTime) a.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
        return new OddFile(target, from, nature, fate, (Long) a.get("ino"), (Long) a.get("size"), modified);
    }

    // ---- kinds

    /** Something that is no regular file, or too big a one. */
    private Path made(String nature, Path target, boolean mayBeDirectory) throws IOException {
        Path made = stage.resolve("made");
        if (nature.equals("too-big")) {
            try (RandomAccessFile file = new RandomAccessFile(made.toFile(), "rw")) {
                file.setLength(MOST + 1 + random.nextInt(MOST));
            }
            return made;
        }
        switch (random.nextInt(mayBeDirectory ? 10 : 8)) {
            case 0 -> Files.createSymbolicLink(made, canary.resolve("file.json"));
            case 1 -> Files.createSymbolicLink(made, canary);
            case 2 -> Files.createSymbolicLink(made, target.getParent().relativize(canary.resolve("file.json")));
            case 3 -> Files.createSymbolicLink(made, Path.of("nowhere"));
            case 4 -> Files.createSymbolicLink(made, target);
            case 5 -> Files.createSymbolicLink(made, Path.of(pick(".", "..", "/", "/proc/self/fd/0", "/dev/zero")));
            case 6 -> {
                return stage.resolve("fifo" + fifos++);
            }
            case 7 -> {
                Path socket = stage.resolve("s");
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket))
                        .close();
                return socket;
            }
            case 8 -> Files.createDirectory(made);
            default -> {
                Files.createDirectory(made);
                Files.writeString(made.resolve(known.get(0) + "::inside" + thrown.size() + ".json"), "1\n");
                Files.createSymbolicLink(made.resolve("link"), canary);
            }
        }
        return made;
    }

    // ---- contents

    /** One JSON value. */
    private byte[] body() {
        int n = thrown.size();
        return switch (random.nextInt(18)) {
            case 0 -> utf8(n + "\n");
            case 1 -> utf8("-" + n + ".5e3"); // bare: more digits could follow
            case 2 -> utf8(pick("null", "true", "\"\"", "[]", "{}", "0"));
            case 3 -> utf8("\n\t {\"n\" : " + n + "}\r\n\n  ");
            case 4 -> utf8("{\"n\":1,\"n\":2,\"n\":{\"n\":3}}");
            case 5 -> utf8("[".repeat(1000) + "]".repeat(1000));
            case 6 -> utf8("\"é 漢字 😀 \\ud83d \\u0000 \u2028\"");
            case 7 -> utf8("[1e308, -1E-999, 0.1000000000000000055511151231257827]");
            case 8 -> utf8("[" + "9".repeat(308) + "]");
            case 9 -> utf8("{\"" + "k".repeat(3000) + "\":\"" + "v".repeat(random.nextInt(100_000)) + "\"}");
            case 10 -> n % 97 == 0 ? utf8("\"" + "x".repeat(MOST - 2) + "\"") : utf8("1 ");
            default -> utf8("{\"n\": " + n + "}");
        };
    }

    /** What is no JSON value, or not one, or none in UTF-8, or none that every program can read. */
    private byte[] broken() {
        return switch (random.nextInt(24)) {
            case 0, 1 -> utf8("");
            case 2 -> utf8("{\"half\": ");
            case 3 -> utf8("\"no end");
            case 4 -> utf8("[".repeat(100_000));
            case 5 -> utf8("[".repeat(50_000) + "]".repeat(50_000));
            case 6 -> utf8("{\"a\":".repeat(1001) + "1" + "}".repeat(1001));
            case 7 -> utf8("\ufeff{}");
            case 8 -> utf8("{}\0");
            case 9 -> utf8("\0");
            case 10 -> new byte[] {'"', (byte) 0xff, '"'};
            case 11 -> new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'};
            case 12 -> utf8("1 2");
            case 13 -> utf8(pick("NaN", "Infinity", "tru", "nulll", "-", "+1", ".5", "01", "1.", "1e"));
            case 14 -> utf8("/* a comment */ 1");
            case 15 -> utf8("{'single': 1}");
            case 16 -> utf8(pick("[1,]", "{\"a\":1,}", "[,]", "}", "]"));
            case 17 -> "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);
            case 18 -> utf8("\"a\nb\"");
            case 19 -> utf8("#!/bin/sh\necho hello\n");
            case 20 -> utf8("[1e999]");
            case 21 -> utf8("[" + "9".repeat(309 + random.nextInt(2000)) + "]");
            default -> {
                byte[] bytes = new byte[1 + random.nextInt(300)];
                random.nextBytes(bytes);
                bytes[0] = '"';
                bytes[bytes.length - 1] = 0;
                yield bytes;
            }
        };
    }

    /** JSON, but nothing that could be started. */
    private byte[] badRequest() {
        return utf8(pick(
                "{\"path\": 7}",
                "{}",
                "[]",
                "\"cat\"",
                "7\n",
                "null",
                "{\"path\": \"/no/such/program\"}",
                "{\"path\": \"a/b\"}",
                "{\"path\": \"/etc\"}",
                "{\"path\": \"\\u0000\"}",
                "{\"path\": \"\\ud800\"}",
                "{\"path\": \"cat\", \"colour\": \"red\"}",
                "{\"path\": \"cat\", \"cwd\": \"/no/such/place\"}",
                "{\"path\": \"cat\", \"env\": {\"A=B\": \"c\"}}",
                "{\"manual\": true, \"path\": \"cat\"}",
                "{\"manual\": true, \"id\": \"../x\"}",
                "{\"manual\": true, \"id\": \"dead\"}",
                "{\"manual\": true, \"id\": \"" + known.get(0) + "\"}",
                "{\"manual\": true, \"maxAttempts\": 1e9}",
                "{\"manual\": true, \"stopTimeout\": \"99999999999d\"}",
                "{\"manual\": true, \"children\": [{\"manual\": true}]}",
                "{\"manual\": true, \"args\": " + "[".repeat(900) + "]".repeat(900) + "}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
