package io.leanagentic.extension;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one living agent, from outside and while it ran: its numbers may be a moment
 * apart.
 *
 * @param agent its address
 * @param parent its parent; null of a root agent
 * @param name the name it was given; null if it has none yet: asking for its path gives it one
 * @param type the class of what handles its messages
 * @param config how it was spawned
 * @param activity what it does
 * @param profile what was measured of it
 * @param stashed messages it has put aside, by {@code stash} or {@code pause}
 * @param unsent signals of it that wait for room elsewhere
 * @param timers timers it has
 * @param restarts how often it was restarted
 */
public record AgentView(
    AgentRef<?> agent,
    @Nullable AgentRef<?> parent,
    @Nullable String name,
    Class<?> type,
    AgentConfig config,
    Activity activity,
    AgentProfile profile,
    int stashed,
    int unsent,
    int timers,
    int restarts) {

  /** What an agent does at a moment. */
  public enum Activity {
    /** Nothing: no message is there. */
    IDLE,
    /** Waits for a worker, or a thread. */
    READY,
    /** Handles messages. */
    RUNNING,
    /** Waits for room in the mailbox of another. */
    PARKED,
    /** Handles nothing until an answer is here. */
    AWAITING,
    /** Has failed, and waits for its fresh behavior. */
    RESTARTING,
    /** Ends: waits for its children to end. */
    STOPPING
  }
}
