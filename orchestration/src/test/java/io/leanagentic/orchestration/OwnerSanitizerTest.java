package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.CapabilityException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The primitives at work under the most curious mode of the run-time sanitizer, in a JVM of their
 * own.
 */
class OwnerSanitizerTest {
  @TempDir Path folder;

  @Test
  void everyPrimitiveRunsUnderTheOwnerNetWithoutAFinding() throws Exception {
    assertEquals(
        """
        quorum true
        aggregate 3
        shards 3
        lease report
        broadcast true
        topology 2
        fenced 1
        """,
        run());
  }

  private String run() throws IOException, InterruptedException, URISyntaxException {
    String path =
        String.join(
            System.getProperty("path.separator"),
            location(AgentRuntime.class),
            location(Quorum.class),
            location(CapabilityException.class),
            Path.of("target", "test-classes").toAbsolutePath().toString());
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dcap.check=owner",
                    "-Xshare:off",
                    "-javaagent:" + agentJar(),
                    "-cp",
                    path,
                    "outside.PrimitivesProgram"))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.replace("\r\n", "\n");
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** The capability jar, made here: the module may not be packaged yet. */
  private Path agentJar() throws IOException {
    Path jar = folder.resolve("capability.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            new Attributes.Name("Premain-Class"),
            "io.leanagentic.capability.sanitizer.InstrumentationAgent");
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry("empty"));
      entries.closeEntry();
    }
    return jar;
  }
}
