package io.leanagentic;

/**
 * How urgent an agent's turns are compared with those of others; the order of the constants is the
 * order of urgency.
 */
public enum Priority {
  /** Background work: runs when nothing more urgent is waiting. */
  LOW,
  /** The default. */
  NORMAL,
  /** Before normal work. */
  HIGH,
  /** Before everything else; for the few agents that others depend on. */
  CRITICAL
}
