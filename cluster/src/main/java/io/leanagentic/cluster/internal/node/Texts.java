package io.leanagentic.cluster.internal.node;

import org.jspecify.annotations.Nullable;

/** A failure as a text, which goes to another node. */
final class Texts {
  private static final int MOST = 1000;

  private Texts() {}

  static String of(@Nullable Throwable failure) {
    String text = String.valueOf(failure);
    return text.length() <= MOST ? text : text.substring(0, MOST);
  }
}
