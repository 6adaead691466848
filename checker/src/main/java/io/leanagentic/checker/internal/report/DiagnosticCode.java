package io.leanagentic.checker.internal.report;

/** The errors of the checker; each has a page in {@code docs/rules/}. */
public enum DiagnosticCode {
  /** A capability word where it means nothing, or two that contradict each other. */
  CAP001,
  /** An option or a table of the checker that cannot be used. */
  CAP002,
  /** Used after it moved. */
  CAP101,
  /** Not isolated, so it cannot move. */
  CAP102,
  /** Only a local or a parameter can be consumed. */
  CAP103,
  /** Captured by a lambda, so it cannot move. */
  CAP104,
  /** Not separate from the rest of the call. */
  CAP105,
  /** A message with a component that cannot be sent. */
  CAP201,
  /** Not immutable where a val is needed. */
  CAP202,
  /** Written through a read-only name. */
  CAP203,
  /** Read only or identity where more is needed. */
  CAP204,
  /** More than identity asked of a tag. */
  CAP205,
  /** {@code this} escapes from the constructor of an immutable class. */
  CAP206,
  /** Mutable static state. */
  CAP301,
  /** A static field that can be assigned again. */
  CAP302,
  /** A thread started where threads are forbidden. */
  CAP303,
  /** A synchronized view used without its lock. */
  CAP304,
  /** An overriding method that breaks a promise. */
  CAP401,
  /** The checker failed. */
  CAP900;

  /** The page that explains it, from the root of the project. */
  public String page() {
    return "docs/rules/" + name() + ".md";
  }
}
