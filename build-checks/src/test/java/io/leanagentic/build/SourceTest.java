package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no main source may contain: postponed work, and doors that the JDK is closing. */
final class SourceTest {
  private static final Pattern BANNED =
      Pattern.compile("\\b(TODO|FIXME|XXX|sun\\.misc\\.Unsafe)\\b");

  @TempDir Path root;

  @Test
  void noMainSourceContainsWhatIsBanned() {
    var problems = banned(Repository.here());
    assertTrue(problems.isEmpty(), () -> String.join("\n", problems));
  }

  @Test
  void whatIsBannedIsReported() throws IOException {
    var folder = Files.createDirectories(root.resolve("runtime/src/main/java"));
    Files.writeString(folder.resolve("A.java"), "class A {\n  int a; // TODO later\n}\n");
    assertEquals(List.of("runtime/src/main/java/A.java:2: TODO"), banned(new Repository(root)));
  }

  private static List<String> banned(Repository repository) {
    var problems = new ArrayList<String>();
    for (var file : repository.sources()) {
      if (repository.named(file).contains("src/main/")) {
        int number = 0;
        for (var line : Repository.lines(file)) {
          number++;
          var word = BANNED.matcher(line);
          if (word.find()) {
            problems.add(repository.named(file) + ":" + number + ": " + word.group());
          }
        }
      }
    }
    return problems;
  }
}
