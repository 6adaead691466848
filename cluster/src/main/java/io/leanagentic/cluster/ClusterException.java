package io.leanagentic.cluster;

import org.jspecify.annotations.Nullable;

/** A node could not join the cluster, or is no longer part of it. */
public final class ClusterException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public ClusterException(String message) {
    super(message);
  }

  /** With a message that says what was wrong, and what the engine said. */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
