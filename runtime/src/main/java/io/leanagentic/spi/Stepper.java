package io.leanagentic.spi;

import io.leanagentic.capability.Tag;

/**
 * Takes the place of the work-stealing scheduler, the timer thread and the watchdog: it decides
 * which ready agent runs next and when time moves. With one thread, a seed and a clock of its own
 * it makes a whole system of agents deterministic. Loop and blocking agents have threads, too, but
 * only one of them runs at a time, and the one that steps waits for it: until it waits by means of
 * the runtime, such as for a message, an answer, a channel, room or time. If it waits for anything
 * else, {@link Turn#run} fails after a while.
 */
public interface Stepper {

  /** Called once, before anything else, with the timers to be driven. */
  void start(TimerDriver timers);

  /**
   * An agent became ready; {@link Turn#run} is to be called once, later, never from inside this
   * method.
   */
  void ready(Turn turn);

  /**
   * The runtime waits for its agents: run what is ready; return whether anything ran or any time
   * passed.
   */
  boolean step();

  /**
   * A message or an answer was taken for an agent; the sender is the agent that has its turn now,
   * or somebody outside. For a trace of what happened; the message belongs to its receiver.
   */
  default void sent(Turn to, @Tag Object message) {}

  /**
   * The agent that has its turn now, or somebody outside, does something that {@code agent} may
   * notice: sends to it, even in vain, stops it, watches it, gives it room, cancels a question to
   * it. For steppers that reorder what does not depend on each other. What an agent only looks up
   * of another, such as its profile, is not told, nor what it does with a channel or a promise.
   */
  default void touched(Turn agent) {}

  /** The timers of a runtime. */
  interface TimerDriver {

    /**
     * When the next timer is due, by the runtime's clock, or {@link Long#MAX_VALUE} if there is
     * none.
     */
    long nextDeadline();

    /** Fires what is due by now; returns how many fired. */
    int fireDue();
  }
}
