package io.leanagentic.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console finds nothing wrong with a demonstration that is well. Each runs in a process of its
 * own, as a user starts it, and is asked again and again until it ends.
 */
final class HealthTest {
  private static final String WELL = "Nothing is wrong.\n";
  private static final long ASK_EVERY_MILLIS = 30;

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-report --speed=40 --bars=120",
        "--no-report --fail-engine=3000",
        "crew",
        "quorum-consensus"
      })
  void nothingIsFoundInADemonstrationThatIsWell(String arguments)
      throws IOException, InterruptedException {
    Path log = home.resolve("log");
    Process demonstration = start(arguments, log);
    var said = new TreeSet<String>();
    try {
      while (!demonstration.waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        ask(said);
      }
    } finally {
      demonstration.destroyForcibly();
    }
    assertEquals(0, demonstration.exitValue(), () -> text(log));
    assertNotEquals(Set.of(), said, "nobody was asked");
    assertEquals(Set.of(WELL), said);
  }

  private Process start(String arguments, Path log) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dleanagentic.console=0",
                "-Duser.home=" + home,
                "-cp",
                classPath(),
                Demo.class.getName()));
    command.addAll(List.of(arguments.split(" ")));
    return new ProcessBuilder(command)
        .redirectOutput(log.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static String classPath() {
    return Stream.of("jdk.module.path", "java.class.path")
        .map(name -> Objects.requireNonNullElse(System.getProperty(name), ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Asks each console what is wrong. */
  private void ask(Set<String> said) throws IOException {
    Path folder = home.resolve(".lean-agentic");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-*")) {
      for (Path file : files) {
        try {
          String url = Files.readString(file).replace("/?", "/snapshot.txt?view=findings&");
          try (InputStream in = URI.create(url).toURL().openStream()) {
            said.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        } catch (IOException | IllegalArgumentException e) {
          // its runtime has ended, or begins: the URL is not written yet
        }
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
