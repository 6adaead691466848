package io.leanagentic.checker;

import io.leanagentic.checker.Compilation.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The javac of this JDK as a process of its own, as users run it. */
final class Javac {
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
      return process(
          Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "@" + arguments);
    } finally {
      Files.delete(arguments);
    }
  }

  /** Runs a program to its end. */
  static Result process(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text);
  }
}
