package io.leanagentic.observe.internal.flight;

import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.observe.internal.look.Failures;
import io.leanagentic.observe.internal.look.Happenings;
import io.leanagentic.observe.internal.look.Words;
import java.lang.reflect.Modifier;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** Writes what happens in a runtime into the recording that runs. */
public final class Recorder {
  private static final int MOST_FRAMES = 12;

  private Recorder() {}

  /**
   * Loads the classes of all events, which would otherwise happen in the turns that they are of.
   */
  public static void load() {
    for (Class<?> type : AgentEvents.class.getDeclaredClasses()) {
      if (!Modifier.isAbstract(type.getModifiers())) {
        FlightRecorder.register(type.asSubclass(Event.class));
      }
    }
  }

  /** Writes one event, if a recording wants it. */
  public static void write(RuntimeEvent event) {
    switch (event) {
      case RuntimeEvent.Failed(var agent, var cause, var directive) -> {
        var failed = new AgentEvents.AgentFailed();
        if (failed.shouldCommit()) {
          failed.agent = Words.path(agent);
          failed.cause = cause.getClass();
          failed.message = Failures.text(cause);
          failed.directive = directive.name();
          failed.commit();
        }
      }
      case RuntimeEvent.Restarted(var agent, var restarts) -> {
        var restarted = new AgentEvents.AgentRestarted();
        if (restarted.shouldCommit()) {
          restarted.agent = Words.path(agent);
          restarted.restarts = restarts;
          restarted.commit();
        }
      }
      case RuntimeEvent.Ended(var terminated) -> {
        var ended = new AgentEvents.AgentEnded();
        if (ended.shouldCommit()) {
          ended.agent = Words.path(terminated.agent());
          terminated.cause().ifPresent(cause -> ended.cause = cause.getClass());
          ended.commit();
        }
      }
      case RuntimeEvent.Parked(var agent, var full) -> {
        var parked = new AgentEvents.AgentParked();
        if (parked.shouldCommit()) {
          parked.agent = Words.path(agent);
          parked.full = Words.path(full);
          parked.commit();
        }
      }
      case RuntimeEvent.CycleOpened(var cycle, var grown, var capacity) -> {
        var opened = new AgentEvents.CycleOpened();
        if (opened.shouldCommit()) {
          opened.agent = Words.path(grown);
          opened.cycle = Words.paths(cycle);
          opened.capacity = capacity;
          opened.commit();
        }
      }
      case RuntimeEvent.Stuck(var agent, var running, var stack) -> {
        var stuck = new AgentEvents.AgentStuck();
        if (stuck.shouldCommit()) {
          stuck.agent = Words.path(agent);
          stuck.running = running.toNanos();
          stuck.at =
              stack.stream()
                  .limit(MOST_FRAMES)
                  .map(StackTraceElement::toString)
                  .collect(Collectors.joining("\n"));
          stuck.commit();
        }
      }
      case RuntimeEvent.DeadLetter(var recipient, var message, var reason) -> {
        var letter = new AgentEvents.DeadLetter();
        if (letter.shouldCommit()) {
          letter.agent = Words.path(recipient);
          letter.messageClass = Happenings.typeOf(message);
          letter.reason = reason.name();
          letter.commit();
        }
      }
      case RuntimeEvent.Rejected(var recipient, var message) -> {
        var rejected = new AgentEvents.SignalRejected();
        if (rejected.shouldCommit()) {
          rejected.agent = Words.path(recipient);
          rejected.messageClass = Happenings.typeOf(message);
          rejected.commit();
        }
      }
      case RuntimeEvent.BurstLimit(var agent, var recipient, var _, var limit) -> {
        var burst = new AgentEvents.BurstLimit();
        if (burst.shouldCommit()) {
          burst.agent = Words.path(agent);
          burst.recipient = Words.path(recipient);
          burst.limit = limit;
          burst.commit();
        }
      }
      case RuntimeEvent.Pressure(var agent, var depth) ->
          pressure(new AgentEvents.MailboxPressure(), Words.path(agent), depth, true);
      case RuntimeEvent.Relief(var agent, var depth) ->
          pressure(new AgentEvents.MailboxPressure(), Words.path(agent), depth, false);
      case RuntimeEvent.LateReply(var answer) -> {
        var late = new AgentEvents.LateReply();
        if (late.shouldCommit()) {
          late.answerClass = Happenings.typeOf(answer);
          late.commit();
        }
      }
      case RuntimeEvent.Trouble noticed -> {
        var trouble = new AgentEvents.Trouble();
        if (trouble.shouldCommit()) {
          trouble.kind = noticed.kind();
          trouble.what = Words.brief(noticed.what());
          trouble.commit();
        }
      }
    }
  }

  private static void pressure(
      AgentEvents.MailboxPressure event, String agent, int depth, boolean high) {
    if (event.shouldCommit()) {
      event.agent = agent;
      event.depth = depth;
      event.high = high;
      event.commit();
    }
  }

  /** Writes the counts of a runtime. */
  public static void write(long runtime, RuntimeMetrics metrics) {
    var event = new AgentEvents.RuntimeStatistics();
    event.runtime = runtime;
    event.alive = metrics.agentsAlive();
    event.spawned = metrics.agentsSpawned();
    event.handled = metrics.handled();
    event.deadLetters = metrics.deadLetters();
    event.failures = metrics.failures();
    event.turns = metrics.turns();
    event.steals = metrics.steals();
    event.workerParks = metrics.workerParks();
    event.agentParks = metrics.agentParks();
    event.waitingP99 = metrics.waiting().p99();
    event.commit();
  }
}
