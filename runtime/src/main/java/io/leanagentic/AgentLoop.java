package io.leanagentic;

/**
 * A loop agent: straight-line code with its own mailbox, on a virtual thread, where blocking is
 * fine. The agent ends when the method returns; an exception is a failure and goes to its {@link
 * Supervision}.
 *
 * @param <M> the messages it understands
 */
@FunctionalInterface
public interface AgentLoop<M> {

  /**
   * Receives messages until it returns, or until {@link Mailbox#receive} throws because the agent
   * was stopped.
   */
  void run(Mailbox<M> mailbox) throws Exception;
}
