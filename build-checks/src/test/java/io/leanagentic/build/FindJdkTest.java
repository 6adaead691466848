package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The search for a JDK, for versions that this machine does not have. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw.cmd has a search of its own")
final class FindJdkTest {
  @TempDir Path home;

  @Test
  void javaHomeComesFirstWhenItSuffices() throws Exception {
    var chosen = jdk("chosen jdk", 1001);
    jdk(".jdks/lower", 999);
    assertEquals(new Found(0, chosen + "\n", ""), find(999, chosen.toString()));
  }

  @Test
  void theLowestThatSufficesIsTakenWhenJavaHomeIsOldOrWrong() throws Exception {
    var old = jdk("old", 998);
    jdk(".jdks/a", 1000);
    var lowest = jdk(".jdks/b", 999);
    jdk(".sdkman/candidates/java/c", 1001);
    assertEquals(new Found(0, lowest + "\n", ""), find(999, old.toString()));
    assertEquals(new Found(0, lowest + "\n", ""), find(999, "/no/such folder"));
  }

  @Test
  void withoutOneItSaysWhatItSawAndWhatToInstall() throws Exception {
    var old = jdk("old", 998);
    var found = find(999, old.toString());
    assertEquals(1, found.exit());
    assertEquals("", found.out());
    assertTrue(
        found.error().startsWith("No JDK of version 999 or later was found."), found.error());
    assertTrue(found.error().contains(old + " (JDK 998)"), found.error());
    assertTrue(found.error().contains("apt install openjdk-999-jdk"), found.error());
  }

  private record Found(int exit, String out, String error) {}

  private Found find(int version, String javaHome) throws IOException, InterruptedException {
    var script = Repository.here().root().resolve(".mvn/find-jdk.sh").toString();
    var out = home.resolve("out").toFile();
    var error = home.resolve("error").toFile();
    var builder = new ProcessBuilder("sh", script, Integer.toString(version));
    builder.environment().keySet().removeIf(key -> key.startsWith("SDKMAN"));
    builder.environment().putAll(Map.of("HOME", home.toString(), "JAVA_HOME", javaHome));
    int exit = builder.redirectOutput(out).redirectError(error).start().waitFor();
    return new Found(exit, Files.readString(out.toPath()), Files.readString(error.toPath()));
  }

  private Path jdk(String name, int version) throws IOException {
    var folder = home.resolve(name);
    var javac = Files.createDirectories(folder.resolve("bin")).resolve("javac");
    Files.writeString(javac, "#!/bin/sh\nexit 1\n", StandardCharsets.UTF_8);
    assertTrue(javac.toFile().setExecutable(true));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    return folder;
  }
}
