package actos.supervisor;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.Signals;
import actos.protocol.journal.JournalReader;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "actos.supervisor", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    private static final String CORE = "actos.supervisor.core..";

    @ArchTest
    static final ArchRule the_core_is_pure = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CORE,
                    "actos.protocol",
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream")
            .because("what is decided is tested without a disk, a thread or a logger");

    @ArchTest
    static final ArchRule the_core_takes_only_names_and_records_from_the_protocol = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Root.class,
                    ActorHome.class,
                    Publish.class,
                    JournalReader.class,
                    ProcessIdentity.class,
                    Signals.class);

    @ArchTest
    static final ArchRule the_core_has_no_clock_no_chance_and_no_thread = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Clock.class,
                    InstantSource.class,
                    Thread.class,
                    Runtime.class,
                    Process.class,
                    ProcessBuilder.class,
                    ProcessHandle.class,
                    Timer.class,
                    UUID.class,
                    java.util.Random.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(MessageName.class, "fresh")
            .because("time comes in with each event");

    @ArchTest
    static final ArchRule JSON_is_the_business_of_the_protocol =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("actos.supervisor.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_core_does_not_know_the_shell = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("actos.supervisor.shell..");

    @ArchTest
    static final ArchRule rooms_know_only_what_lies_below_them = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("actos.supervisor..")
            .layer("core")
            .definedBy(CORE)
            .layer("posix")
            .definedBy("actos.supervisor.posix")
            .layer("base")
            .definedBy("actos.supervisor.shell.base")
            .layer("sense")
            .definedBy("actos.supervisor.shell.sense")
            .layer("tell")
            .definedBy("actos.supervisor.shell.tell")
            .layer("act")
            .definedBy("actos.supervisor.shell.act")
            .layer("program")
            .definedBy("actos.supervisor.shell")
            .whereLayer("program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("act")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("tell")
            .mayOnlyBeAccessedByLayers("act", "program")
            .whereLayer("sense")
            .mayOnlyBeAccessedByLayers("tell", "act", "program")
            .whereLayer("base")
            .mayOnlyBeAccessedByLayers("sense", "tell", "act", "program")
            .whereLayer("posix")
            .mayOnlyBeAccessedByLayers("base", "sense", "tell", "act", "program")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("base", "sense", "tell", "act", "program")
            .because("each package-info says what a room is for and whom it may know");

    @ArchTest
    static final ArchRule the_operating_system_knows_no_actors = noClasses()
            .that()
            .resideInAPackage("actos.supervisor.posix")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Root.class, ActorHome.class, ActorId.class);

    @ArchTest
    static final ArchRule native_calls_have_few_places = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Native\\w+|Libc)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule every_change_of_the_disk_is_a_step = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Files.class)))
                    .and(target(nameMatching(
                            "write.*|move|copy|delete.*|createDirectory|create(Sym|L).*|newOut.*|newBufferedW.*"))));

    @ArchTest
    static final ArchRule files_are_opened_in_few_places = noClasses()
            .that()
            .doNotHaveSimpleName("ProcessOwnership") // reads /proc
            .and()
            .doNotHaveSimpleName("Descriptors") // reads /proc
            .and()
            .doNotHaveSimpleName("Environment") // reads /proc
            .and()
            .doNotHaveSimpleName("ProcessSignals") // reads /proc
            .and()
            .doNotHaveSimpleName("SchedulerWaits") // reads /proc
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
    static final ArchRule there_is_one_thread = noClasses()
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executor.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class, Timer.class)
            .orShould()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .because("the loop's thread owns everything");

    @ArchTest
    static final ArchRule processes_are_started_in_few_places = noClasses()
            .that()
            .doNotHaveSimpleName("PlainStarter") // actors, where the C library cannot do better
            .and()
            .doNotHaveSimpleName("PlainPosix") // kill, where the native library cannot be loaded
            .and()
            .doNotHaveSimpleName("Daemon") // the supervisor itself, detached
            .should()
            .callConstructorWhere(target(owner(assignableTo(ProcessBuilder.class))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exec"))));

    @ArchTest
    static final ArchRule one_class_signals = noClasses()
            .that()
            .doNotHaveSimpleName("Signaller")
            .should()
            .callMethodWhere(target(owner(assignableTo("actos.supervisor.posix.Posix")))
                    .and(target(nameMatching("signal|signalOpen"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(ProcessHandle.class))).and(target(nameMatching("destroy.*"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Process.class))).and(target(nameMatching("destroy.*"))))
            .because("whoever signals must know whom");

    @ArchTest
    static final ArchRule names_below_a_root_are_resolved_in_few_places = noClasses()
            .that()
            .doNotHaveSimpleName("Dir") // names found in a listing or a notice
            .and()
            .doNotHaveSimpleName("ActorCreation") // a request that goes back
            .and()
            .doNotHaveSimpleName("Admission") // the request that an effect names
            .and()
            .doNotHaveSimpleName("Graveyard") // names of the dead
            .and()
            .doNotHaveSimpleName("UnfinishedGraves") // the same
            .and()
            .doNotHaveSimpleName("Commits") // what was prepared under hidden names
            .and()
            .doNotHaveSimpleName("JournalFile") // its numbered files
            .should()
            .callMethod(Path.class, "resolve", String.class)
            .orShould()
            .callMethod(Path.class, "resolveSibling", String.class)
            .because("Root and ActorHome know the layout; only these classes name files inside its directories");

    @ArchTest
    static final ArchRule paths_are_of_one_kind = noClasses()
            .should()
            .callConstructorWhere(target(owner(assignableTo(File.class))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Paths.class);

    @Test
    void the_layout_is_spelled_only_in_the_protocol() throws IOException {
        String layout = "\"(\\.pid|\\.lock|\\.seq|spool|[a-z]+\\.json|[a-z]+\\.log)\"";
        assertEquals(List.of(), linesWith(layout));
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
            throw new java.io.UncheckedIOException(e);
        }
    }
}
