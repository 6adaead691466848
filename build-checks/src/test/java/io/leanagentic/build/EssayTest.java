package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each invariant in the comment of a class names the test that holds it; here it must exist. */
final class EssayTest {
  /** {@code SomeTest.method}, and further methods of it after commas. */
  private static final Pattern NAMED =
      Pattern.compile("\\b([A-Z]\\w*Test)\\.(?!class\\b)([a-z]\\w*(?:, [a-z]\\w*)*)");

  @TempDir Path root;

  @Test
  void testsNamedByMainSourcesExist() {
    var problems = missing(Repository.here());
    assertTrue(problems.isEmpty(), () -> String.join("\n", problems));
  }

  @Test
  void aTestThatIsGoneIsReported() throws IOException {
    write("runtime/src/main/java/A.java", "  *  I1  never  SomeTest.isThere, isGone\n");
    write("runtime/src/main/java/B.java", "  *  I1  never  OtherTest.isGoneToo\n");
    write("runtime/src/test/java/SomeTest.java", "class SomeTest { void isThere() {} }\n");
    assertEquals(
        List.of(
            "runtime/src/main/java/A.java:1: SomeTest.isGone",
            "runtime/src/main/java/B.java:1: OtherTest.isGoneToo"),
        missing(new Repository(root)));
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> missing(Repository repository) {
    Map<String, String> tests = new HashMap<>();
    for (var file : repository.sources()) {
      var name = file.getFileName().toString();
      if (name.endsWith("Test.java")) {
        tests.put(name.replace(".java", ""), String.join("\n", Repository.lines(file)));
      }
    }
    var problems = new ArrayList<String>();
    for (var file : repository.sources()) {
      if (!repository.named(file).contains("src/main/")) {
        continue;
      }
      int number = 0;
      for (var line : Repository.lines(file)) {
        number++;
        for (var named = NAMED.matcher(line); named.find(); ) {
          String test = tests.getOrDefault(named.group(1), "");
          for (var method : named.group(2).split(", ", -1)) {
            if (!test.contains("void " + method + "(")) {
              problems.add(
                  repository.named(file) + ":" + number + ": " + named.group(1) + "." + method);
            }
          }
        }
      }
    }
    return problems.stream().sorted().toList();
  }
}
