package io.leanagentic.internal;

import java.util.List;

/**
 * Initializes the classes that would else be initialized when they are first needed, perhaps while
 * heap or stack are at their end: one whose initialization fails is lost for ever.
 */
final class Ready {
  /** All of the runtime that have something to initialize. ReadyTest sees to that. */
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
          "internal.agent.Questions$1",
          "internal.Shutdown",
          "internal.await.AbstractAwait",
          "internal.await.AllAwait",
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
          "internal.timer.TimerWheel",
          "spi.SystemClock");

  private static volatile boolean made;

  private Ready() {}

  /** Has them initialized, by the first runtime of the process. */
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
