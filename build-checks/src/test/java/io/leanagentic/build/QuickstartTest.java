package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quickstart works as its page says: its programs are run with the class path of its command.
 */
final class QuickstartTest {
  private static final Path PAGE = Path.of("docs/guide/01-quickstart.md");
  private static final Pattern COMMAND =
      Pattern.compile("^java -cp \"(\\S+)\" Hello\\.java", Pattern.MULTILINE);

  @TempDir Path folder;

  @Test
  void itsProgramsRunWithTheClassPathOfItsCommand() throws Exception {
    Path root = Repository.here().root();
    String page = Files.readString(root.resolve(PAGE));
    var command = COMMAND.matcher(page);
    assertTrue(command.find(), page);
    List<String> classPath = new ArrayList<>();
    for (String jars : command.group(1).split(":", -1)) {
      assertTrue(jars.endsWith("/target/*"), jars);
      classPath.add(root.resolve(jars.replace("*", "classes")).toString()); // what the jar holds
    }
    for (String name : List.of("Hello", "Account", "Bank")) {
      Files.writeString(folder.resolve(name + ".java"), program(page, name));
    }
    assertEquals("Hello, world\n", run(classPath, "Hello.java"));
    assertEquals("paid: true, left: 7000\n", run(classPath, "Bank.java"));
  }

  private static String program(String page, String name) {
    var fence =
        Pattern.compile("snippet: guide/" + name + "\\.java#.*?```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertTrue(fence.find(), name);
    return fence.group(1);
  }

  private String run(List<String> classPath, String program)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            String.join(File.pathSeparator, classPath),
            program)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start()
        .waitFor();
    return Files.readString(out).replace("\r\n", "\n");
  }
}
