package actos.act;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.act.call.Kill;
import actos.protocol.FileStep;
import actos.protocol.Publish;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = HouseTest.MAIN, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    static final String MAIN = "actos.act";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_FILES = 45;

    @ArchTest
    static final ArchRule the_client_meets_the_supervisor_only_on_disk = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("actos.supervisor..", "actos.actor..", "java.net..", "java.nio.channels.spi..");

    @ArchTest
    static final ArchRule the_client_starts_without_a_logger_and_native_calls = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "com.sun.jna..", "java.util.logging..");

    @ArchTest
    static final ArchRule signals_are_sent_from_one_place = noClasses()
            .that()
            .doNotHaveSimpleName("Signalling")
            .should()
            .callMethod(Kill.class, "send", String.class, long.class)
            .orShould()
            .callMethod(Kill.class, "forked", String.class, long.class)
            .orShould()
            .callMethod(ProcessHandle.class, "destroy")
            .orShould()
            .callMethod(ProcessHandle.class, "destroyForcibly")
            .orShould()
            .callMethod(Process.class, "destroy")
            .orShould()
            .callMethod(Process.class, "destroyForcibly");

    @ArchTest
    static final ArchRule processes_are_started_in_few_places = noClasses()
            .that()
            .doNotHaveSimpleName("Kill") // signals
            .and()
            .doNotHaveSimpleName("Terminal") // stty
            .and()
            .doNotHaveSimpleName("Screen") // stty
            .and()
            .doNotHaveSimpleName("Editor")
            .should()
            .callConstructorWhere(target(owner(assignableTo(ProcessBuilder.class))))
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule every_change_of_the_disk_is_a_step = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Files.class)))
                    .and(target(nameMatching(
                            "write.*|move|copy|delete.*|createDirectory|create(Sym|L).*|newOut.*|newBufferedW.*"))));

    @ArchTest
    static final ArchRule the_read_model_changes_nothing = noClasses()
            .that()
            .resideInAPackage("actos.act.root")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(FileStep.class, Publish.class);

    @ArchTest
    static final ArchRule trees_are_deleted_in_one_place = noClasses()
            .that()
            .doNotHaveSimpleName("Deletion")
            .should()
            .callMethodWhere(target(owner(assignableTo(SecureDirectoryStream.class)))
                    .and(target(nameMatching("delete.*|move"))));

    @ArchTest
    static final ArchRule threads_only_clear_up_behind_an_interrupt = noClasses()
            .that()
            .doNotHaveSimpleName("AskingActor") // its temporary actor goes away when the user presses ^C
            .and()
            .doNotHaveSimpleName("StepRun") // says how far it came
            .and()
            .doNotHaveSimpleName("Screen") // the terminal is put back
            .and()
            .doNotHaveSimpleName("SystemPause") // the system goes on
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executor.class);

    @ArchTest
    static final ArchRule paths_are_of_one_kind = noClasses()
            .should()
            .callConstructorWhere(target(owner(assignableTo(File.class))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Paths.class);

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("actos.act.(*)").should().beFreeOfCycles();

    @ArchTest
    static void each_room_knows_those_that_its_package_comment_names(JavaClasses classes) throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass from : classes) {
            Set<String> others = known.computeIfAbsent(room(from), room -> new TreeSet<>(imported(room)));
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith(MAIN))
                    .map(HouseTest::room)
                    .filter(room -> !room.equals(room(from)))
                    .forEach(others::add);
        }
        known.remove(MAIN); // it puts all of them together
        Map<String, Set<String>> named = new TreeMap<>();
        for (String room : known.keySet()) {
            named.put(room, named(room));
        }
        assertEquals(named, known);
    }

    private static String room(JavaClass of) {
        return of.getPackageName().replace(MAIN + ".", "");
    }

    /** What the sources name: of a constant, which the compiler copies, the classes tell nothing. */
    private static Set<String> imported(String room) {
        Pattern name = Pattern.compile("import (?:static )?actos\\.act\\.(\\w+)\\..*");
        try (Stream<Path> sources = Files.list(SOURCES.resolve("actos/act/" + room.replace(MAIN, "")))) {
            return sources.filter(Files::isRegularFile)
                    .flatMap(HouseTest::lines)
                    .map(name::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last sentence of the package comment. */
    private static Set<String> named(String room) throws IOException {
        String comment = Files.readString(SOURCES.resolve("actos/act/" + room + "/package-info.java"));
        return Pattern.compile("\\{@code (\\w+)}")
                .matcher(comment.substring(comment.indexOf("<p>Knows ")))
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void no_room_is_too_full() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            Map<Path, Long> files = sources.filter(Files::isRegularFile)
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
            files.values().removeIf(count -> count <= MOST_FILES);
            assertEquals(Map.of(), files);
        }
    }

    @Test
    void the_layout_is_spelled_only_in_the_protocol() throws IOException {
        String layout = "\"(\\.pid|\\.lock|\\.seq|running|spool|journal|[a-z]+\\.json|[a-z]+\\.log)\"";
        assertEquals(List.of(), linesWith("resolve\\(" + layout + "\\)"));
    }

    @Test
    void signals_are_caught_only_by_the_protocol() throws IOException {
        assertEquals(List.of(), linesWith("sun\\.misc"));
    }

    private static List<String> linesWith(String pattern) throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            return sources.filter(p -> p.toString().endsWith(".java"))
                    .flatMap(p -> lines(p).filter(line -> line.matches(".*" + pattern + ".*"))
                            .map(line -> p.getFileName() + ": " + line.strip()))
                    .toList();
        }
    }

    private static Stream<String> lines(Path source) {
        try {
            return Files.readString(source).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
