package io.leanagentic;

import io.leanagentic.capability.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something worth knowing that happened inside the runtime. Listeners get it in the thread where it
 * happened, or on a virtual thread if the whole runtime depends on that one, and must be quick.
 * They are not part of a turn that may be running there: their signals come from outside, and they
 * must not wait.
 *
 * <p>Messages in it are {@code @Tag}: they belong to agents, each listener gets the same object,
 * and it may be compared and counted, but not looked into.
 */
public sealed interface RuntimeEvent {

  /** A message that no agent will handle. */
  record DeadLetter(AgentRef<?> recipient, @Tag Object message, Reason reason)
      implements RuntimeEvent {
    /** Why no agent will handle it. */
    public enum Reason {
      /** The recipient had ended, or was stopped before the message came. */
      STOPPED,
      /** The recipient was aborted, or ended by a failure, with the message in its mailbox. */
      ABORTED,
      /** The mailbox was full and dropped its oldest message. */
      DROPPED_OLDEST,
      /** The mailbox, or the stash, was full and dropped the new message. */
      DROPPED_NEWEST,
      /** A cycle of parked agents could not be opened within {@link RuntimeConfig#growthCap}. */
      GROWTH_CAP
    }
  }

  /** A signal that was refused because the mailbox was full. */
  record Rejected(AgentRef<?> recipient, @Tag Object message) implements RuntimeEvent {}

  /** A signal that {@code agent} failed with, because its turn had sent its whole burst already. */
  record BurstLimit(AgentRef<?> agent, AgentRef<?> recipient, @Tag Object message, int limit)
      implements RuntimeEvent {}

  /** A mailbox reached its high water mark. */
  record Pressure(AgentRef<?> agent, int depth) implements RuntimeEvent {}

  /** A mailbox that was under pressure fell to its low water mark. */
  record Relief(AgentRef<?> agent, int depth) implements RuntimeEvent {}

  /** An agent parked until {@code full} has room. */
  record Parked(AgentRef<?> agent, AgentRef<?> full) implements RuntimeEvent {}

  /** A cycle of parked agents was opened by growing the mailbox of {@code grown}. */
  record CycleOpened(List<AgentRef<?>> cycle, AgentRef<?> grown, int capacity)
      implements RuntimeEvent {}

  /** An agent failed; {@code directive} is what supervision does about it. */
  record Failed(AgentRef<?> agent, Throwable cause, Directive directive) implements RuntimeEvent {}

  /** An agent has a fresh behavior; {@code restarts} counts those within the window. */
  record Restarted(AgentRef<?> agent, int restarts) implements RuntimeEvent {}

  /** An agent ended. */
  record Ended(Terminated terminated) implements RuntimeEvent {}

  /**
   * An agent has held its worker with one message for longer than {@link RuntimeConfig#stuckAfter}.
   */
  record Stuck(AgentRef<?> agent, Duration running, List<StackTraceElement> stack)
      implements RuntimeEvent {}

  /** An answer that came too late or was not the first. */
  record LateReply(@Tag Object answer) implements RuntimeEvent {}

  /**
   * What a library above the runtime noticed about its use, such as a lease that had expired and
   * was still in use; in words.
   *
   * @param kind which kind of trouble, such as {@code lease-expired}
   * @param about what it is about, such as the name of a resource: another event of the same kind
   *     about the same thing is the same trouble again
   * @param agent the agent that causes it, if it is one
   * @param what the trouble, in one sentence
   * @param evidence what was seen, in sentences
   * @param cure what to do, in a sentence or two
   */
  record Trouble(
      String kind,
      String about,
      Optional<AgentRef<?>> agent,
      String what,
      String evidence,
      String cure)
      implements RuntimeEvent {}
}
