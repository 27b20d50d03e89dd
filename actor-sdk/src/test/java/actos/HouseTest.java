package actos;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "actos", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    @ArchTest
    static final ArchRule the_protocol_knows_nobody = noClasses()
            .that()
            .resideInAPackage("actos.protocol")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("actos.actor..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("actos.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_but_Java_and_Jackson_is_needed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("actos..", "java..", "com.fasterxml.jackson..", "com.google.re2j..");

    @ArchTest
    static final ArchRule only_conditions_match_patterns_of_users = noClasses()
            .that()
            .haveNameNotMatching("actos.protocol.Condition.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.re2j..");

    @ArchTest
    static final ArchRule the_protocol_starts_nothing = noClasses()
            .that()
            .resideInAPackage("actos.protocol")
            .and()
            .doNotHaveSimpleName("FileStep") // its tests end the JVM
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ProcessBuilder.class, Process.class, Runtime.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executor.class);

    @ArchTest
    static final ArchRule every_change_of_the_disk_is_a_step = noClasses()
            .that()
            .doNotHaveSimpleName("FileStep")
            .should()
            .callMethodWhere(target(owner(assignableTo(Files.class)))
                    .and(target(nameMatching(
                            "write.*|move|copy|delete.*|createDirector.*|create(Sym|L).*|newOut.*|newBufferedW.*"))));

    @ArchTest
    static final ArchRule files_are_opened_in_few_places = noClasses()
            .that()
            .doNotHaveSimpleName("RegularFile")
            .and()
            .doNotHaveSimpleName("FileStep")
            .and()
            .doNotHaveSimpleName("ProcessIdentity") // reads /proc
            .and()
            .doNotHaveSimpleName("Utf8") // of /proc/self
            .should()
            .callMethodWhere(target(owner(assignableTo(Files.class)))
                    .and(target(nameMatching("read(AllBytes|AllLines|String)|lines|new(Byte|Input|BufferedR).*"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(FileChannel.class))).and(target(nameMatching("open"))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(FileInputStream.class, FileReader.class, RandomAccessFile.class)
            .because("a link may lie there, which must not be followed, or a FIFO, which must not be waited for");

    @ArchTest
    static final ArchRule an_actor_has_one_thread = noClasses()
            .that()
            .resideInAPackage("actos.actor")
            .and()
            .doNotHaveSimpleName("ActorMain") // the hook that waits for a commit before the process ends
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executor.class);

    @Test
    void the_layout_is_spelled_in_two_classes() throws IOException {
        String layout = "\"(\\.pid|\\.lock|\\.seq|running|spool|journal|[a-z]+\\.json|[a-z]+\\.log)\"";
        assertEquals(
                List.of("ActorHome.java", "Root.java"),
                linesWith("resolve\\(" + layout + "\\)").stream()
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void one_class_knows_the_signals_of_the_JDK() throws IOException {
        assertEquals(
                List.of("Signals.java"),
                linesWith("sun\\.misc").stream()
                        .map(line -> line.substring(0, line.indexOf(':')))
                        .distinct()
                        .toList());
    }

    private static List<String> linesWith(String pattern) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
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
