package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quickstart works as its page says: its programs are run with the class path of its command,
 * and compiled by its {@code pom.xml}.
 */
final class QuickstartTest {
  private static final Path PAGE = Path.of("docs/guide/01-quickstart.md");
  private static final Pattern COMMAND =
      Pattern.compile("^java -cp \"(\\S+)\" Hello\\.java", Pattern.MULTILINE);

  private static final String BAD =
      """
      import io.leanagentic.AgentRef;
      import java.util.ArrayList;
      import java.util.List;

      final class Bad {
        static void send(AgentRef<List<String>> agent) {
          var list = new ArrayList<String>();
          agent.signal(list);
          list.add("too late");
        }
      }
      """;

  @TempDir Path folder;

  /**
   * As in a project that uses what {@code install} gives it; offline, so with the goal alone: other
   * plugins of the life cycle may not be at hand. Skipped where the wrapper did not start Maven.
   */
  @Test
  void itsPomCompilesItsProgramsAndSwitchesTheCheckerOn() throws Exception {
    Path root = Repository.here().root();
    String repository = System.getProperty("maven.repository", "");
    assumeTrue(!repository.isEmpty() && Files.isExecutable(root.resolve("mvnw")));
    String page = Files.readString(root.resolve(PAGE));
    String pom = found("```xml\n(<project .*?)```", page);
    String version = found("<lean-agentic.version>(.*?)<", pom);
    Path installed = folder.resolve("repository");
    install(root.resolve("pom.xml"), installed, "lean-agentic-parent", version);
    for (String module : List.of("capability", "checker", "runtime")) {
      install(root.resolve(module + "/pom.xml"), installed, "lean-agentic-" + module, version);
    }
    Path project = folder.resolve("project");
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(project.resolve("pom.xml"), pom);
    for (String name : List.of("Hello", "Account", "Bank")) {
      Files.writeString(sources.resolve(name + ".java"), program(page, name));
    }
    String[] command = {
      root.resolve("mvnw").toString(),
      "-o",
      "-B",
      "-q",
      "-f",
      project.resolve("pom.xml").toString(),
      "-Dmaven.repo.local=" + installed,
      "-Dmaven.repo.local.tail=" + repository,
      "org.apache.maven.plugins:maven-compiler-plugin:"
          + found("maven-compiler-plugin</artifactId>\\s*<version>(.*?)<", pom)
          + ":compile"
    };
    assertEquals("", output(command));
    assertTrue(Files.exists(project.resolve("target/classes/Bank.class")));
    Files.writeString(sources.resolve("Bad.java"), BAD);
    String rejected = output(command);
    assertTrue(rejected.contains("Bad.java:[9,5] [CAP101] 'list' cannot be used here"), rejected);
  }

  /** Puts the file of a module, and a jar of its classes, where Maven would. */
  private static void install(Path pom, Path repository, String artifact, String version)
      throws IOException {
    Path at =
        Files.createDirectories(repository.resolve("io/leanagentic/" + artifact + "/" + version));
    String name = artifact + "-" + version;
    Files.copy(pom, at.resolve(name + ".pom"));
    Path classes = pom.resolveSibling("target/classes");
    if (Files.isDirectory(classes)) {
      try (var jar = new ZipOutputStream(Files.newOutputStream(at.resolve(name + ".jar")));
          var files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          jar.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, jar);
        }
      }
    }
  }

  private static String found(String pattern, String text) {
    var found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

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
    return found("snippet: guide/" + name + "\\.java#.*?```java\n(.*?)```", page);
  }

  private String run(List<String> classPath, String program)
      throws IOException, InterruptedException {
    return output(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        String.join(File.pathSeparator, classPath),
        program);
  }

  private String output(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start()
        .waitFor();
    return Files.readString(out).replace("\r\n", "\n");
  }
}
