package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What documents tell a reader to type can be typed: programs, modules and tests that commands name
 * exist, and fragments of a {@code pom.xml} are those of the whole one, which {@link
 * QuickstartTest} compiles with. The demonstrations and benchmarks test their own commands.
 */
final class CommandTest {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COMMAND = Pattern.compile("(?:\\./|\\w+/)\\S+(?: .*)?");
  private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
  private static final Pattern TESTS = Pattern.compile("-Dtest='?([^' ]+)");
  private static final Pattern JAVAC = Pattern.compile("^javac .*Hello\\.java$", Pattern.MULTILINE);

  @TempDir Path folder;

  @Test
  void whatCommandsNameExists() throws IOException {
    var repository = Repository.here();
    var problems = new ArrayList<String>();
    int commands = 0;
    for (var document : repository.documents()) {
      for (var command : commands(document)) {
        commands++;
        missing(repository, command)
            .forEach(name -> problems.add(repository.named(document) + ": there is no " + name));
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(commands > 20, "commands are no longer found");
  }

  @Test
  void whatACommandNamesAndIsMissingIsReported() throws IOException {
    Files.createFile(folder.resolve("mvnw")).toFile().setExecutable(true);
    Files.createFile(Files.createDirectories(folder.resolve("there")).resolve("pom.xml"));
    var tests = Files.createDirectories(folder.resolve("there/src/test/java/io"));
    Files.createFile(tests.resolve("SomeTest.java"));
    assertEquals(
        List.of("./gone", "module gone", "test GoneTest", "test io.**.*Case"),
        Stream.of(
                "./gone --help",
                "./mvnw -q -pl there,gone -am test",
                "./mvnw test -Dtest='SomeTest,GoneTest,*Test' -Dother",
                "./mvnw test -Dtest='io.**.*Test,io.**.*Case'")
            .flatMap(command -> missing(new Repository(folder), command).stream())
            .toList());
  }

  private static List<String> commands(Path document) throws IOException {
    return FENCE
        .matcher(Files.readString(document))
        .results()
        .filter(fence -> fence.group(1).isEmpty())
        .flatMap(fence -> fence.group(2).replace("\\\n", " ").lines())
        .map(line -> line.replaceFirst("\\s+#.*| {3,}.*", ""))
        .filter(line -> COMMAND.matcher(line).matches())
        .toList();
  }

  private static List<String> missing(Repository repository, String command) {
    var missing = new ArrayList<String>();
    var program = command.split(" ", 2)[0];
    if (!Files.isExecutable(repository.root().resolve(program))) {
      missing.add(program);
    }
    for (var module : values(MODULES, command)) {
      if (!Files.exists(repository.root().resolve(module).resolve("pom.xml"))) {
        missing.add("module " + module);
      }
    }
    for (var test : values(TESTS, command)) {
      // As Surefire: ** stands for any packages, * for a part of a name.
      var name =
          test.replace(".**.", "~").replace(".", "/").replace("*", "[^/]*").replace("~", "/(.*/)?");
      var file = Pattern.compile(".*/" + name + "\\.java");
      if (repository.sources().stream().noneMatch(it -> file.matcher(it.toString()).matches())) {
        missing.add("test " + test);
      }
    }
    return missing;
  }

  private static List<String> values(Pattern option, String command) {
    var found = option.matcher(command);
    return found.find() ? List.of(found.group(1).split(",", -1)) : List.of();
  }

  @Test
  void partsOfAPomAreThoseOfTheWholeOne() throws IOException {
    var repository = Repository.here();
    var whole = xml(repository.root().resolve("docs/guide/01-quickstart.md")).getFirst();
    int parts = 0;
    for (var document : repository.documents()) {
      for (var part : xml(document)) {
        parts++;
        assertTrue(
            whole.contains(part), () -> repository.named(document) + " shows another\n" + part);
      }
    }
    assertTrue(parts > 2, "parts are no longer found");
  }

  /** Without indentation and with the value of the property. */
  private static List<String> xml(Path document) throws IOException {
    return FENCE
        .matcher(Files.readString(document))
        .results()
        .filter(fence -> fence.group(1).equals("xml"))
        .map(fence ->
            fence
                .group(2)
                .replaceAll("(?m)^ +", "")
                .replace("${lean-agentic.version}", "0.1.0-SNAPSHOT"))
        .toList();
  }

  /** The command of the page on capabilities, with class files instead of what is packaged. */
  @Test
  void theCommandOfJavacChecks() throws Exception {
    var root = Repository.here().root();
    var page = Files.readString(root.resolve("docs/guide/capabilities.md"));
    var command = JAVAC.matcher(page.replace("\\\n", ""));
    assertTrue(command.find(), page);
    Files.writeString(
        folder.resolve("Hello.java"),
        """
        import io.leanagentic.AgentRef;
        import java.util.ArrayList;
        final class Hello {
          static void send(AgentRef<ArrayList<String>> agent, ArrayList<String> list) {
            agent.signal(list);
          }
        }
        """);
    var words = new ArrayList<String>();
    for (var word :
        command.group().replaceAll(" +", " ").split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      words.add(
          word.replace("\"", "")
              .replaceAll("target/[^:]+", "target/classes")
              .replaceAll("(?<=^|:)(?=\\w+/target)", root + "/"));
    }
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    var out = folder.resolve("out");
    int code =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    assertEquals(1, code, () -> words.toString());
    assertTrue(
        Files.readString(out).startsWith("Hello.java:5: error: [CAP"), Files.readString(out));
    assertFalse(Files.exists(folder.resolve("Hello.class")));
  }
}
