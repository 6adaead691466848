package io.leanagentic.checker.internal;

/**
 * The rules, by the numbers of the design; each can be switched off to test that a case needs it.
 */
public enum Rule {
  /** Scope: opted-in code, {@code @CapUnchecked}. */
  R0,
  /** What may be sent. */
  R1,
  /** Val types. */
  R2,
  /** Messages. */
  R3,
  /** Regions merge. */
  R4,
  /** Moves end names. */
  R5,
  /** Flow: joins, loops, exceptions. */
  R6,
  /** Tables of the JDK. */
  R7,
  /** Lambdas and inner classes capture. */
  R8,
  /** Statics. */
  R9,
  /** Sinks. */
  R10,
  /** Val and box values. */
  R11,
  /** Tags. */
  R12,
  /** Patterns and casts keep region and capability. */
  R13,
  /** Inheritance. */
  R14,
  /** Generics. */
  R15,
  /** Agents own what they handle. */
  R16,
  /** Escapes are counted. */
  R17,
  /** Functional interfaces that are val: what is captured. */
  R18
}
