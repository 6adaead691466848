package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker and the sanitizer behind it believe the same of the JDK. */
class SanitizerTablesTest {
  private static final Path TABLES = Path.of("src/main/resources/io/leanagentic/checker/tables");

  @Test
  void theNetKnowsTheTypesOfTheTables() throws IOException {
    List<String> ours =
        Stream.concat(
                Files.readAllLines(TABLES.resolve("val-types.txt")).stream(),
                Files.readAllLines(TABLES.resolve("shared-types.txt")).stream())
            .toList();
    try (InputStream known = CapabilitySanitizer.class.getResourceAsStream("known.txt");
        var reader = new BufferedReader(new InputStreamReader(known, StandardCharsets.UTF_8))) {
      assertEquals(ours, reader.lines().toList());
    }
  }
}
