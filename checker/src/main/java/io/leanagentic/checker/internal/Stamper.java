package io.leanagentic.checker.internal;

import io.leanagentic.checker.internal.library.Stamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

/** Notes beside the class files which of them were checked. */
public final class Stamper {
  private Stamper() {}

  /** Adds {@code classes} to the stamp, if one was asked for and nothing was wrong. */
  public static void write(Session session, Options options, Collection<String> classes) {
    if (options.stamp() == null || session.diagnostics.errors() > 0) {
      return;
    }
    add(options.stamp().resolve(Stamps.RESOURCE), classes);
  }

  static void add(Path file, Collection<String> classes) {
    try {
      var all = new TreeSet<>(classes);
      if (Files.exists(file)) {
        all.addAll(Files.readAllLines(file));
      }
      Files.createDirectories(file.getParent());
      Files.write(file, all);
    } catch (IOException failure) {
      throw new UncheckedIOException("the stamp " + file + " cannot be written", failure);
    }
  }
}
