package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rows of the set-up matrix that need Maven. Offline, with the compiler plugin that this build
 * itself has just used; skipped where Maven was not started by the wrapper. The reactor's own
 * modules are the row beside Error Prone and NullAway: they are checked there, inside of Maven, and
 * {@code examples} shows by its stamp that it was.
 */
@SuppressWarnings("InlineFormatString") // a whole file reads better by itself
class MavenSetUpTest {
  private static final Path WRAPPER = Path.of("..", "mvnw").toAbsolutePath().normalize();

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>app</groupId>
        <artifactId>app</artifactId>
        <version>1</version>
        <properties>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          <maven.compiler.release>25</maven.compiler.release>
        </properties>
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>%s</version>
              <configuration>
                <fork>%s</fork>
                <compilerArgs>
                  <arg>%s</arg>
                  <arg>%s</arg>
                  <arg>-processorpath</arg>
                  <arg>%s</arg>
                  <arg>-Xplugin:Cap strict</arg>
                </compilerArgs>
              </configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "fork {0}, module {1}")
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void itChecks(boolean fork, boolean module) throws IOException, InterruptedException {
    String version = System.getProperty("maven.compiler.plugin", "");
    String repository = System.getProperty("maven.repository", "");
    assumeTrue(!version.isEmpty() && Files.isExecutable(WRAPPER));
    Files.writeString(
        folder.resolve("pom.xml"),
        POM.formatted(
            version,
            fork,
            module ? "--module-path" : "-classpath",
            Compilation.CLASS_PATH,
            Compilation.CHECKER.toAbsolutePath()));
    var sources = new ArrayList<>(List.of(SetUpTest.BAD));
    if (module) {
      sources.add(
          new Compilation.Source(
              "module-info.java", "module app { requires io.leanagentic.capability; }\n"));
    }
    Javac.write(folder.resolve("src/main/java"), sources);
    Javac.Result result =
        Javac.process(
            WRAPPER.toString(),
            "-o",
            "-B",
            "-q",
            "-f",
            folder.resolve("pom.xml").toString(),
            "-Dmaven.repo.local=" + repository,
            "org.apache.maven.plugins:maven-compiler-plugin:" + version + ":compile");
    assertNotEquals(0, result.exit(), result::text);
    assertTrue(result.text().contains("[CAP101]"), result::text);
  }
}
