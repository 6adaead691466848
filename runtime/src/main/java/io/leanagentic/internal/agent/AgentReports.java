package io.leanagentic.internal.agent;

import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Terminated;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What agents report: it is counted, and passed to listeners and the log. Any thread may call any
 * method.
 */
public interface AgentReports {

  /** A signal was accepted, or put aside. */
  void countSignal();

  /** A message was handled by an agent on a virtual thread. */
  void countHandled();

  /** A question was not begun, because nobody waited for its answer any more. */
  void countSkipped();

  /** Counts the messages handled with {@code frame}, which is not a worker's. */
  void countHandled(Frame frame);

  /** An agent was spawned outside of workers. */
  void countSpawned();

  /** An agent gets another behavior, whether or not its constructor fails. */
  void countRestart();

  /** How long a sampled spawn took. */
  void spawnTook(long nanos);

  /** How long a sampled message waited. */
  void waited(long nanos);

  /** A message was refused; {@code loud} if its sender may not know. */
  void rejected(AgentCell<?> recipient, Object message, boolean loud);

  /** A turn sent more than its burst, and fails because of that. */
  void burstIsTooLong(AgentCell<?> sender, AgentCell<?> recipient, Object message);

  /**
   * A message was taken, but its agent, or the agent that was to send it, ended before its turn.
   */
  void lost(
      AgentCell<?> recipient,
      Object message,
      @Nullable Along along,
      RuntimeEvent.DeadLetter.Reason reason);

  /**
   * A message will not be handled; the answer it asks for, and those it carries, will not be given.
   */
  void deadLetter(
      AgentCell<?> recipient,
      Object message,
      @Nullable Along along,
      RuntimeEvent.DeadLetter.Reason reason);

  /** The mailbox of {@code cell} reached high water. */
  void pressure(AgentCell<?> cell, int depth);

  /** It fell to low water again. */
  void relief(AgentCell<?> cell, int depth);

  /** {@code cell} parks until there is room in the mailbox of {@code full}. */
  void agentParked(AgentCell<?> cell, AgentCell<?> full);

  /** A cycle of agents that wait for room was opened by more room for {@code grown}. */
  void cycleOpened(List<AgentCell<?>> cycle, AgentCell<?> grown);

  /** A message or a hook failed; what supervision decided. */
  void failed(AgentCell<?> cell, Throwable cause, Directive directive);

  /** {@code cell} has a fresh behavior. */
  void restarted(AgentCell<?> cell, int restarts);

  /** An agent has ended. */
  void ended(Terminated end);

  /** The runtime failed at something it does for {@code task}, and continued. Throws nothing. */
  void broken(@Nullable Task task, Throwable failure);

  /** A line for the log. */
  void log(String text);
}
