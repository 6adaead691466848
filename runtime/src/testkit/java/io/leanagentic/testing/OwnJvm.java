package io.leanagentic.testing;

import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.CapabilityException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Runs a program of the tests from the class path, in a JVM of its own. */
public final class OwnJvm {
  private static final String PREMAIN = "io.leanagentic.capability.sanitizer.InstrumentationAgent";

  private final List<String> options = new ArrayList<>();
  private final List<String> classPath = new ArrayList<>();

  /** With the runtime, the tests of this module, and what else {@code types} come from. */
  public OwnJvm(Class<?>... types) throws URISyntaxException {
    classPath.add(location(AgentRuntime.class));
    classPath.add(location(CapabilityException.class));
    classPath.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    for (Class<?> type : types) {
      classPath.add(location(type));
    }
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** With this option of the JVM. */
  public OwnJvm option(String option) {
    options.add(option);
    return this;
  }

  /**
   * With the agent of the sanitizer, in a jar made in {@code folder}: the module may not be
   * packaged yet.
   */
  public OwnJvm instrumented(Path folder) throws IOException {
    Path jar = folder.resolve("capability.jar");
    var manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(new Attributes.Name("Premain-Class"), PREMAIN);
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry("empty"));
      entries.closeEntry();
    }
    return option("-javaagent:" + jar);
  }

  /** Runs {@code program}, the name of a class and its arguments; returns all that it prints. */
  public String run(String... program) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(String.join(System.getProperty("path.separator"), classPath));
    command.addAll(List.of(program));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.replace("\r\n", "\n");
  }
}
