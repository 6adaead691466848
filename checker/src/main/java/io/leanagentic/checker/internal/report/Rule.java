package io.leanagentic.checker.internal.report;

/** The rules. Each can be switched off, to test which cases need it. */
public enum Rule {
  /** Scope: opted-in code, {@code @CapUnchecked}. */
  OPT_IN,
  /** What may be sent. */
  SENDABILITY,
  /** Val types. */
  IMMUTABLE_TYPES,
  /** Messages. */
  MESSAGES,
  /** Regions merge. */
  REGION_MERGE,
  /** A move ends names. */
  MOVE,
  /** Flow: joins, loops, exceptions. */
  CONTROL_FLOW,
  /** Tables of the JDK. */
  LIBRARY_MODEL,
  /** Lambdas and inner classes capture. */
  CAPTURE,
  /** Statics. */
  STATICS,
  /** Sinks. */
  SINKS,
  /** Val and box values are only read. */
  READ_ONLY,
  /** Tags. */
  TAGS,
  /** Patterns and casts keep region and capability. */
  PATTERNS,
  /** Inheritance. */
  OVERRIDES,
  /** Generics. */
  GENERICS,
  /** Agents own what they handle. */
  HANDLER_OWNERSHIP,
  /** Escapes are counted. */
  TRUST_COUNT,
  /** Functional interfaces that are val: what is captured. */
  IMMUTABLE_FUNCTIONS
}
