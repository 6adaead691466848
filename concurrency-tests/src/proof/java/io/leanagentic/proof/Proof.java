package io.leanagentic.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Proofs that one tool makes. */
interface Proof {

  /** How much to look at. */
  enum Effort {
    /** A few seconds, for the build. */
    QUICK,
    /** What {@code ./prove} does. */
    FULL
  }

  /** The tool, as users name it. */
  String tool();

  /** What can be proven, by name. */
  List<String> names();

  /**
   * Proves.
   *
   * @param names some of {@link #names()}
   * @param folder for what the tool writes
   */
  List<Verdict> prove(List<String> names, Effort effort, Path folder)
      throws IOException, InterruptedException;
}
