package io.leanagentic.benchmarks.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** On a shell that only pretends. */
final class ToolchainTest {
  private static final Tools TOOLS =
      new Tools(List.of("some", "more"), "a compiler", "check it", "build it", "run", "name it");

  private final List<String> scripts = new ArrayList<>();

  @Test
  void whatIsThereIsBuiltAndNothingIsInstalled() throws IOException {
    assertEquals(new Toolchain.Ready("", "out of name it"), prepare(script -> true));
    assertEquals(List.of("check it", "build it", "name it"), scripts);
  }

  @Test
  void theToolsOfTheSystemAreFoundBehindALauncherWithoutAny() throws IOException {
    var ready =
        assertInstanceOf(Toolchain.Ready.class, prepare(script -> !script.equals("check it")));
    assertTrue(ready.prefix().startsWith("PATH=/usr/bin:"), ready::toString);
    assertFalse(installs());
  }

  @Test
  void whatIsMissingIsInstalledAfterReadingTheListsIfNeedBe() throws IOException {
    var lists = new ArrayList<String>();
    Toolchain toolchain =
        prepare(script -> {
          if (script.contains("apt-get update")) {
            lists.add(script);
          }
          return !(script.contains("check it") || script.contains("apt-get install"))
              || !lists.isEmpty();
        });
    assertInstanceOf(Toolchain.Ready.class, toolchain);
    assertEquals(1, lists.size());
    assertTrue(
        lists.getFirst().endsWith("apt-get install -y --no-install-recommends some more"),
        lists::toString);
  }

  @Test
  void withoutRootTheCommandIsNamed() throws IOException {
    assertEquals(
        "not installed: run \"sudo apt-get install -y --no-install-recommends some more\" and start again",
        reason(prepare(script -> script.startsWith("command"))));
    assertFalse(installs());
  }

  @Test
  void withoutAptGetThePackagesAreNamed() throws IOException {
    assertEquals(
        "not installed: there is no apt-get; it needs Debian's some more",
        reason(prepare(script -> false)));
  }

  @Test
  void aProgramThatDoesNotBuildIsMissing() throws IOException {
    assertEquals("\"build it\" fails", reason(prepare(script -> !script.equals("build it"))));
  }

  private Toolchain prepare(Predicate<String> succeeds) throws IOException {
    return Toolchain.prepare(
        TOOLS,
        script -> {
          scripts.add(script);
          return new Shell.Result(succeeds.test(script) ? 0 : 1, "out of " + script + "\n");
        });
  }

  private boolean installs() {
    return scripts.stream().anyMatch(script -> script.contains("install"));
  }

  private static String reason(Toolchain toolchain) {
    return assertInstanceOf(Toolchain.Missing.class, toolchain).reason();
  }
}
