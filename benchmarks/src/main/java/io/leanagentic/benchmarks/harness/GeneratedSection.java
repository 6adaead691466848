package io.leanagentic.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of documentation with parts that programs write, each between two lines that mark it. */
public final class GeneratedSection {
  private GeneratedSection() {}

  /** Puts {@code text} between the marks of {@code page}. */
  public static void replace(Path page, String begin, String end, String text) throws IOException {
    String old = Files.readString(page);
    int from = old.indexOf(begin);
    int to = old.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(
          page + " has no lines '" + begin + "' and '" + end + "' to write the results between");
    }
    Files.writeString(
        page, old.substring(0, from + begin.length()) + "\n" + text + old.substring(to));
  }
}
