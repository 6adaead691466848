package io.leanagentic.testkit;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What an agent did, as its {@link AgentHarness} saw it.
 *
 * @param sent what it signalled, asked or answered to agents, in that order
 * @param spawned the paths of its new children
 * @param touched the paths of other agents that it watched, stopped or aborted
 * @param timers how many timers it has now
 * @param failure why it failed, the last time if it did so more than once
 * @param ended whether it has ended
 */
@CapUnchecked("a test compares what was sent, and must not change it")
public record Effects(
    List<Sent> sent,
    List<String> spawned,
    List<String> touched,
    int timers,
    Optional<Throwable> failure,
    boolean ended) {

  /**
   * One message.
   *
   * @param to the path of the agent it is for
   */
  public record Sent(String to, @Tag Object message) {}
}
