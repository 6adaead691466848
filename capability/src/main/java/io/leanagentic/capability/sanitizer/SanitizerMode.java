package io.leanagentic.capability.sanitizer;

import java.util.Locale;

/** How much is looked at while a program runs; each mode does what those before it do. */
public enum SanitizerMode {
  /** Nothing. */
  OFF,
  /** Once per class: whether a message may be sent at all. */
  TYPES,
  /** At each send: whether the sender's state still reaches what it gives away. */
  GRAPH,
  /** At each access: whether the object still belongs to the running agent. */
  OWNER;

  /** The mode named by a system property; absent means {@link #TYPES}. */
  static SanitizerMode of(String text) {
    for (SanitizerMode mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "system property cap.check is '" + text + "'; allowed: off, types, graph, owner");
  }
}
