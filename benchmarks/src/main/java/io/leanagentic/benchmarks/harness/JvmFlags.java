package io.leanagentic.benchmarks.harness;

import java.util.List;

/** Flags of the JVMs that are measured. */
public final class JvmFlags {
  /**
   * Of those whose time is measured. The heap is fixed, so that no JVM is measured while it grows,
   * and touched before: otherwise a program that allocates much pays for each page once, for
   * seconds.
   */
  public static final List<String> TIME = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

  private JvmFlags() {}
}
