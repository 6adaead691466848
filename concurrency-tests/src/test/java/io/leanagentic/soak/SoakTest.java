package io.leanagentic.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak finds nothing; one in which something is broken on purpose finds that. */
final class SoakTest {
  @TempDir Path folder;

  private static List<Round> soak(Plant plant, Duration patience) throws InterruptedException {
    return Soak.rounds(
        new Options(Duration.ofSeconds(1), Duration.ofMillis(400), patience, 1, plant, false));
  }

  private static void finds(String problem, Plant plant, Duration patience)
      throws InterruptedException {
    var problems = soak(plant, patience).getLast().problems();
    assertTrue(problems.stream().anyMatch(it -> it.startsWith(problem)), problems::toString);
  }

  @Test
  void aShortSoakFindsNothing() throws Exception {
    var rounds = soak(Plant.NOTHING, Duration.ofMinutes(1));
    assertEquals(List.of(), rounds.getLast().problems());
    assertTrue(rounds.size() > 1, "there was nothing to compare with");
  }

  @Test
  void anAgentThatHangsIsFound() throws Exception {
    finds("stuck", Plant.STUCK, Duration.ofMillis(500));
  }

  @Test
  void aLeakIsFound() throws Exception {
    finds("memory", Plant.LEAK, Duration.ofMinutes(1));
  }

  @Test
  void aLostMessageIsFound() throws Exception {
    finds("lost", Plant.LOST, Duration.ofMillis(500));
  }

  @Test
  void theReportIsKept() throws Exception {
    Files.createDirectory(folder.resolve("pictures"));
    Files.writeString(
        folder.resolve("soak.md"), "Kept.\n<!-- results: written by ./soak --keep -->\nGone.\n");
    var options =
        new Options(
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            7,
            Plant.NOTHING,
            true);
    var report = new Report(options, Soak.rounds(options));
    report.write(folder.resolve("new"));
    report.keep(folder);
    String page = Files.readString(folder.resolve("soak.md"));
    assertTrue(page.startsWith("Kept.\n") && page.endsWith(report.table()), page);
    assertTrue(page.contains("seed 7") && !page.contains("Gone."), page);
    assertEquals(report.table(), Files.readString(folder.resolve("new/soak.md")));
    assertTrue(Files.readString(folder.resolve("pictures/soak.svg")).startsWith("<svg "));
    Files.writeString(folder.resolve("soak.md"), "no mark");
    assertThrows(IOException.class, () -> report.keep(folder));
  }

  @Test
  void theCommandLineIsRead() {
    var options = Options.parse(List.of("--minutes", "3", "--seed", "42", "--plant", "leak"));
    assertEquals(Duration.ofMinutes(3), options.length());
    assertEquals(42, options.seed());
    assertEquals(Plant.LEAK, options.plant());
    assertTrue(!options.keep() && Options.parse(List.of("--keep")).keep());
  }

  @Test
  void whatIsWrongOnTheCommandLineIsSaid() {
    refuses("unknown option \"--fast\"", "--fast");
    refuses("unknown option \"\"", "");
    refuses("--seed has no value", "--seed");
    refuses("--minutes is \"0\"; allowed: a whole number from 1 to 9999", "--minutes", "0");
    refuses("--minutes is \"a\"; allowed: a whole number from 1 to 9999", "--minutes", "a");
    refuses(
        "--seed is \"-1\"; allowed: a whole number from 0 to 9223372036854775807", "--seed", "-1");
    refuses("--plant is \"NOTHING\"; allowed: stuck, leak, lost", "--plant", "NOTHING");
  }

  private static void refuses(String message, String... arguments) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(arguments)));
    assertEquals(message, refusal.getMessage());
  }
}
