package io.leanagentic.internal;

import java.util.List;

/**
 * Initializes early the classes that would otherwise be initialized when first needed, perhaps
 * while heap or stack is exhausted: a class whose initialization fails stays unusable.
 */
final class Ready {
  /** All classes of the runtime that have something to initialize; ReadyTest compares. */
  static final List<String> CLASSES =
      List.of(
          "AgentConfig",
          "Delivery",
          "Directive",
          "MailboxConfig",
          "OverflowPolicy",
          "Priority",
          "RuntimeEvent$DeadLetter$Reason",
          "Supervision",
          "extension.AgentView$Activity",
          "internal.agent.Questions$1",
          "internal.Shutdown",
          "internal.await.AbstractAwait",
          "internal.await.AllAwait",
          "internal.await.Answer",
          "internal.await.AnyAwait",
          "internal.await.Replies",
          "internal.agent.AgentState",
          "internal.agent.Arrival",
          "internal.agent.Backpressure$Parked",
          "internal.agent.AgentSpawner",
          "internal.agent.AgentCell$1",
          "internal.agent.Continuation",
          "internal.agent.ColdState",
          "internal.agent.DropOldestQueue",
          "internal.agent.Lifecycle$1",
          "internal.agent.LoopAgentCell$1",
          "internal.agent.LoopAgentCell$End",
          "internal.agent.Questions",
          "internal.agent.AgentSettings$1",
          "internal.agent.RoomWait$Cycle",
          "internal.agent.StopEvent",
          "internal.channel.BoundedChannel",
          "internal.channel.BoundedChannel$1",
          "internal.channel.MpmcRing",
          "internal.channel.MpmcRing$Offer",
          "internal.channel.SelectionEnd",
          "internal.mailbox.MailboxHead",
          "internal.scheduler.Frame",
          "internal.scheduler.IdleWorkers$Sleep",
          "internal.scheduler.RunQueue",
          "internal.scheduler.Worker",
          "internal.timer.RecentTimers",
          "internal.timer.TimerWheel",
          "internal.timer.TimerWheel$Entry",
          "spi.SystemClock");

  private static volatile boolean made;

  private Ready() {}

  /** Initializes them, for the first runtime of the process. */
  static void make() {
    if (made) {
      return;
    }
    try {
      for (String name : CLASSES) {
        Class.forName("io.leanagentic." + name, true, Ready.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new LinkageError("the runtime is incomplete", e);
    }
    made = true;
  }
}
