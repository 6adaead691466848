package io.leanagentic;

/**
 * How urgently an agent's turns are scheduled. Urgent agents go first, but every priority keeps
 * making progress: a worker that has served urgent agents several times in a row serves the others
 * next.
 */
public enum Priority {
  /** Runs when no other agent is ready, and now and then even if one is. */
  LOW,
  /** The default. Only normal agents use the worker-local queues. */
  NORMAL,
  /** Before normal agents. */
  HIGH,
  /** Before all others. */
  CRITICAL
}
