package io.leanagentic.observe.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** What a recording holds of a runtime: one class for each event, with its words. */
public final class AgentEvents {
  private AgentEvents() {}

  /** What happens may happen often: of each kind, a recording has about this many a second. */
  @Category("lean-agentic")
  @StackTrace(false)
  @Throttle("1000/s")
  abstract static class Happening extends Event {}

  /** What happens to an agent. */
  abstract static class AgentEvent extends Happening {
    @Label("Agent")
    @Description("The path of the agent that it is about")
    String agent = "";
  }

  @Name("leanagentic.AgentFailed")
  @Label("Agent Failed")
  @Description("An exception left a behavior")
  static final class AgentFailed extends AgentEvent {
    @Label("Cause")
    @Nullable Class<?> cause;

    @Label("Message")
    String message = "";

    @Label("Directive")
    @Description("What supervision does about it")
    String directive = "";
  }

  @Name("leanagentic.AgentRestarted")
  @Label("Agent Restarted")
  @Description("An agent has a fresh behavior")
  static final class AgentRestarted extends AgentEvent {
    @Label("Restarts")
    @Description("Within the window of its supervision")
    int restarts;
  }

  @Name("leanagentic.AgentEnded")
  @Label("Agent Ended")
  static final class AgentEnded extends AgentEvent {
    @Label("Cause")
    @Description("None if it was stopped")
    @Nullable Class<?> cause;
  }

  @Name("leanagentic.AgentParked")
  @Label("Agent Parked")
  @Description("An agent waits until the mailbox of another has room")
  static final class AgentParked extends AgentEvent {
    @Label("Full")
    @Description("The path of the agent whose mailbox is full")
    String full = "";
  }

  @Name("leanagentic.CycleOpened")
  @Label("Cycle Opened")
  @Description("A cycle of parked agents was opened by growing the mailbox of one of them")
  static final class CycleOpened extends AgentEvent {
    @Label("Cycle")
    String cycle = "";

    @Label("Capacity")
    int capacity;
  }

  @Name("leanagentic.AgentStuck")
  @Label("Agent Stuck")
  @Description("One message has held a worker for longer than RuntimeConfig.stuckAfter")
  static final class AgentStuck extends AgentEvent {
    @Label("Running")
    @Timespan(Timespan.NANOSECONDS)
    long running;

    @Label("At")
    @Description("The stack of its worker, the innermost call first")
    String at = "";
  }

  @Name("leanagentic.DeadLetter")
  @Label("Dead Letter")
  @Description("A message that no agent will handle")
  static final class DeadLetter extends AgentEvent {
    @Label("Message Class")
    @Nullable Class<?> messageClass;

    @Label("Reason")
    String reason = "";
  }

  @Name("leanagentic.SignalRejected")
  @Label("Signal Rejected")
  @Description("A mailbox was full; the message is still the sender's")
  static final class SignalRejected extends AgentEvent {
    @Label("Message Class")
    @Nullable Class<?> messageClass;
  }

  @Name("leanagentic.BurstLimit")
  @Label("Burst Limit")
  @Description("A turn had sent its whole burst already, and failed")
  static final class BurstLimit extends AgentEvent {
    @Label("Recipient")
    String recipient = "";

    @Label("Limit")
    int limit;
  }

  @Name("leanagentic.MailboxPressure")
  @Label("Mailbox Pressure")
  @Description("A mailbox reached its high water mark, or fell to its low one")
  static final class MailboxPressure extends AgentEvent {
    @Label("Depth")
    int depth;

    @Label("High")
    boolean high;
  }

  @Name("leanagentic.LateReply")
  @Label("Late Reply")
  @Description("An answer came too late or was not the first")
  static final class LateReply extends Happening {
    @Label("Answer Class")
    @Nullable Class<?> answerClass;
  }

  @Name("leanagentic.Trouble")
  @Label("Trouble")
  @Description("A library above the runtime noticed something about its use")
  static final class Trouble extends Happening {
    @Label("Kind")
    String kind = "";

    @Label("What")
    String what = "";
  }

  /** The counts of a runtime, once a second. */
  @Name("leanagentic.RuntimeStatistics")
  @Label("Runtime Statistics")
  @Description("Counts since the start of a runtime")
  @Category("lean-agentic")
  @StackTrace(false)
  @Period("1 s")
  public static final class RuntimeStatistics extends Event {
    @Label("Runtime")
    @Description("Tells the runtimes of a process apart: 1 is the first that was recorded")
    long runtime;

    @Label("Agents Alive")
    long alive;

    @Label("Agents Spawned")
    long spawned;

    @Label("Messages Handled")
    long handled;

    @Label("Dead Letters")
    long deadLetters;

    @Label("Failures")
    long failures;

    @Label("Turns")
    long turns;

    @Label("Steals")
    long steals;

    @Label("Worker Sleeps")
    long workerParks;

    @Label("Agent Parks")
    long agentParks;

    @Label("Time in a Mailbox, p99")
    @Description("Of sampled messages")
    @Timespan(Timespan.NANOSECONDS)
    long waitingP99;
  }
}
