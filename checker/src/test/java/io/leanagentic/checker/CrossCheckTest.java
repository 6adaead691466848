package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Source;
import io.leanagentic.checker.Programs.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The checker and the sanitizer behind it agree: what the one rejects as a race, the other sees
 * happen when the program is compiled without the checker and run; what the one accepts, the other
 * finds nothing in.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrossCheckTest {
  /** Codes that say a race is possible. The others are about words that mean nothing. */
  private static final Set<String> RACES =
      Set.of(
          "CAP101", "CAP102", "CAP103", "CAP104", "CAP105", "CAP201", "CAP202", "CAP203", "CAP204",
          "CAP205", "CAP301");

  /**
   * Rejected, although this very program cannot race: there is nothing for the sanitizer to see.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          // no race is possible: nothing leaves the agent, only a word promises too much
          "S133",
          "S135",
          "R54",
          "C13",
          "C21",
          "C23",
          "C28",
          "C77",
          "reject/rules/Cap105.java",
          // no race is possible: what leaves has no other name, or is never used under one
          "reject/consuming/ResultOfCall.java",
          "S103",
          "C26",
          "C29",
          "C44",
          "C67",
          "J25",
          // no race is possible: what leaves has no field that could be written
          "B36",
          "B37",
          "J03",
          // the sanitizer sees the collection behind the view
          "accept/statics/UnmodifiableView.java",
          // the stage writes all that an agent reaches; the program itself does not
          "accept/statics/NeverWritten.java",
          // an escape that the checker was told to trust

          "accept/escapes/Trusted.java");

  /** Borders that a program declares for itself, without a body. */
  private static final Pattern EMPTY_BORDER =
      Pattern.compile("((@Sending|@Val) [\\w<>?, ]+(?:\\.\\.\\.)? (\\w+)\\)) \\{\\s*}");

  /** A stand-in that takes a value for ever: it passes it on, and ends. */
  private static final Pattern ENDLESS =
      Pattern.compile("(@Iso (?:X|Object) x\\)) \\{ return (\\w+); }");

  private static Path classes;

  @BeforeAll
  static void compileWithoutTheChecker() throws IOException, InterruptedException {
    classes = Compilation.temporaryFolder();
    List<Source> sources = new ArrayList<>(Programs.supportWithNet());
    for (Program program : CasesTest.programs()) {
      Source source = program.source();
      String text =
          EMPTY_BORDER.matcher(source.text()).replaceAll("$1 { support.K.take(\"$2\", $3); }");
      text =
          ENDLESS
              .matcher(text)
              .replaceAll("$1 { support.K.send(x); return $2 && support.K.flip(); }");
      sources.add(new Source(source.path(), text));
    }
    Thread.setDefaultUncaughtExceptionHandler((thread, violation) -> {}); // they are counted
    Path folder = Compilation.temporaryFolder();
    Javac.Result result =
        Javac.run(
            Javac.write(folder, sources),
            classes,
            List.of("-cp", Compilation.CLASS_PATH, "-proc:none", "-parameters", "-nowarn"));
    Compilation.delete(folder);
    assertTrue(result.succeeded(), result::text);
  }

  @AfterAll
  static void delete() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    Compilation.delete(classes);
  }

  /** The binary names of the classes of a program: all that begin with those of its file. */
  private static List<String> namesOf(Program program) {
    Path source = classes.resolve(program.source().path());
    String top = source.getFileName().toString().replace(".java", "");
    try (var files = Files.list(source.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.equals(top + ".class") || name.startsWith(top + "$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name ->
              classes.relativize(source.getParent()).toString().replace('/', '.') + "." + name)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean describesARace(Program program) {
    return program.expected().values().stream().flatMap(List::stream).anyMatch(RACES::contains)
        && !HARMLESS.contains(program.id())
        && !program.id().startsWith("reject/once/"); // many faults each, and loops without an end
  }

  @Test
  void theNetSeesTheRacesThatTheCheckerRejects() {
    int races = 0;
    var missed = new TreeSet<String>();
    for (Program program : CasesTest.programs()) {
      if (program.accepted() || !describesARace(program)) {
        continue;
      }
      races++;
      if (!Stage.violates(classes, namesOf(program))) {
        missed.add(program.id());
      }
    }
    int seen = races - missed.size();
    System.out.println(
        "cross-check: without the checker the sanitizer saw "
            + seen
            + " of "
            + races
            + " races; not "
            + missed);
    assertTrue(races > 200);
    assertTrue(seen * 10 >= races * 9, () -> "missed " + missed);
  }

  @Test
  void theNetFindsNothingInWhatTheCheckerAccepts() {
    var wrong = new TreeSet<String>();
    int accepted = 0;
    for (Program program : CasesTest.acceptedPrograms()) {
      if (HARMLESS.contains(program.id())) {
        continue;
      }
      accepted++;
      if (Stage.violates(classes, namesOf(program))) {
        wrong.add(program.id());
      }
    }
    System.out.println("cross-check: " + accepted + " accepted programs without a finding");
    assertEquals(Set.of(), wrong);
  }
}
