package io.leanagentic.testkit;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the system properties of the testkit say. */
final class Settings {
  private Settings() {}

  /** The number that {@code name} is; null without it. */
  static @Nullable Long number(String name) {
    String text = System.getProperty(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-D" + name + " is '" + text + "'; allowed: a number", e);
    }
  }

  /**
   * The path that {@code name} is; null without it.
   *
   * @param what of what it is the path
   */
  static @Nullable Path path(String name, String what) {
    String text = System.getProperty(name);
    if (text == null) {
      return null;
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "-D" + name + " is '" + text + "'; allowed: the path of " + what, e);
    }
  }
}
