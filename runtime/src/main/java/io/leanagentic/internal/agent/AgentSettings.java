package io.leanagentic.internal.agent;

import io.leanagentic.AgentConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Priority;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Gate;
import org.jspecify.annotations.Nullable;

/**
 * An agent config within one runtime, ready for the hot path. Agents that share a config share
 * this.
 */
public final class AgentSettings {
  final AgentHost host;
  final AgentReports reports;
  final Clock clock;
  final TimerWheel timers;
  final WaitGraph waitGraph;
  final AgentConfig config;
  final int capacity;
  final int openWaits;
  final int lowWater;
  final int highWater;
  final int priority;
  final int budget;
  final long budgetNanos;

  /** Depth from which a signal leaves the fast path. */
  final int fastDepth;

  /**
   * The bound for senders that are not in line, while others wait for room; see {@link
   * CapacityWaiters}.
   */
  final int shared;

  /**
   * A message whose number has none of these bits set leaves the fast path, to be counted or timed.
   */
  final int sampleMask;

  /** What each turn and each message from outside must pass; null for nothing. */
  final @Nullable Gate gate;

  final boolean blocking;

  /** Whether its turns run on a virtual thread: it may block, or is a loop. */
  final boolean threaded;

  /** The scheduler whose local queues agents with these settings may use; null if they may not. */
  final @Nullable WorkStealingScheduler local;

  /**
   * The mean execution time up to which a full budget of messages cannot spend the budget of time.
   */
  final int cheapNanos;

  public AgentSettings(AgentHost host, AgentConfig config, boolean loop) {
    this.host = host;
    reports = host.reports();
    clock = host.clock();
    timers = host.timers();
    waitGraph = host.waitGraph();
    this.config = config;
    this.openWaits = config.openWaits();
    var mailbox = config.mailbox();
    capacity = mailbox.capacity();
    lowWater = mailbox.lowWater();
    highWater = mailbox.highWater();
    priority = level(config.priority());
    budget = host.config().budgetMessages();
    budgetNanos = Durations.nanos(host.config().budgetTime());
    gate = host.config().seams().gate().orElse(null);
    blocking = config.blocking();
    threaded = blocking || loop;
    local = threaded || config.priority() != Priority.NORMAL ? null : host.scheduler();
    boolean slow = local == null || mailbox.overflow() == OverflowPolicy.DROP_OLDEST;
    shared = highWater - 1;
    fastDepth = slow ? Integer.MIN_VALUE : highWater;
    sampleMask = mailbox.timestamps() || host.config().accounting() ? 0 : 63;
    cheapNanos = (int) Math.min(Integer.MAX_VALUE, budgetNanos / 2 / budget);
  }

  private static int level(Priority priority) {
    return switch (priority) {
      case LOW -> Task.LOW;
      case NORMAL -> Task.NORMAL;
      case HIGH -> Task.HIGH;
      case CRITICAL -> Task.CRITICAL;
    };
  }
}
