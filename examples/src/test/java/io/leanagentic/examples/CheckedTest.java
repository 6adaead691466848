package io.leanagentic.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The capability checker has judged every class of the examples, inside of Maven and beside Error
 * Prone: its stamp names them.
 */
class CheckedTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void theStampNamesEveryClass() throws IOException {
    Set<String> stamped =
        Set.copyOf(Files.readAllLines(CLASSES.resolve("META-INF/lean-agentic/checked")));
    var missing = new TreeSet<String>();
    try (var files = Files.walk(CLASSES)) {
      Set<String> classes =
          files
              .map(file -> CLASSES.relativize(file).toString())
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .filter(name -> !name.endsWith("-info.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .collect(Collectors.toSet());
      assertTrue(classes.size() > 30, classes::toString);
      classes.stream().filter(name -> !stamped.contains(name)).forEach(missing::add);
    }
    assertEquals(Set.of(), missing);
  }
}
