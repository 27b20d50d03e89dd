package actos.act;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.act.call.Kill;
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
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "actos.act", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

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
    static final ArchRule trees_are_deleted_in_one_place = noClasses()
            .that()
            .doNotHaveSimpleName("Disk")
            .should()
            .callMethodWhere(target(owner(assignableTo(SecureDirectoryStream.class)))
                    .and(target(nameMatching("delete.*|move"))));

    @ArchTest
    static final ArchRule threads_only_clear_up_behind_an_interrupt = noClasses()
            .that()
            .doNotHaveSimpleName("Asker") // its temporary actor goes away when the user presses ^C
            .and()
            .doNotHaveSimpleName("Steps") // says how far it came
            .and()
            .doNotHaveSimpleName("Screen") // the terminal is put back
            .and()
            .doNotHaveSimpleName("StandStill") // the system goes on
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
