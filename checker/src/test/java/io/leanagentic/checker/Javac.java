package io.leanagentic.checker;

import io.leanagentic.checker.Compilation.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The javac of this JDK as a process of its own, as users run it; only begun as fast as can be. */
final class Javac {
  /** For a JVM that compiles one file. */
  private static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** The classes of javac, in an archive that the first process writes. */
  private static final List<String> ARCHIVE =
      List.of(
          "-XX:+AutoCreateSharedArchive",
          "-XX:SharedArchiveFile=" + Path.of("target", "javac.jsa").toAbsolutePath(),
          "-Xlog:disable"); // that there is none yet

  /** What came of it; {@code text} is all it printed. */
  record Result(int exit, String text) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  private Javac() {}

  /** Writes the sources below {@code folder}; returns their files. */
  static List<Path> write(Path folder, List<Source> sources) throws IOException {
    var files = new ArrayList<Path>();
    for (Source source : sources) {
      Path file = folder.resolve(source.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.text());
      files.add(file);
    }
    return files;
  }

  /** Compiles {@code files} into {@code out} with these options and nothing of this JVM's. */
  static Result run(List<Path> files, Path out, List<String> options)
      throws IOException, InterruptedException {
    Path arguments = Files.createTempFile("javac", ".args");
    try {
      var lines = new ArrayList<String>(List.of("-d", out.toString()));
      lines.addAll(options);
      files.forEach(file -> lines.add(file.toString()));
      lines.replaceAll(line -> "\"" + line.replace("\\", "\\\\") + "\"");
      Files.write(arguments, lines);
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
      SHORT.forEach(option -> command.add("-J" + option));
      ARCHIVE.forEach(option -> command.add("-J" + option));
      command.add("@" + arguments);
      return process(command.toArray(String[]::new));
    } finally {
      Files.delete(arguments);
    }
  }

  /** Runs a program to its end. */
  static Result process(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MAVEN_OPTS", String.join(" ", SHORT));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text);
  }
}
