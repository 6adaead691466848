package io.leanagentic;

import io.leanagentic.capability.Sending;
import java.util.function.Supplier;

/**
 * What can spawn agents: the runtime (for root agents, from any thread), an agent's context and a
 * loop agent's mailbox (for children, from its own turn).
 *
 * <p>The constructor of a behavior runs at once in the calling thread; a failure there goes to the
 * new agent's supervision, not to the caller. Its {@link Behavior#onStart} and everything else run
 * on a worker.
 *
 * <p>Every method throws {@link IllegalStateException} if the runtime is ending, also if that
 * begins while the constructor runs, or the parent is (it is not yet while it handles what was sent
 * before its stop), and {@link DuplicateNameException} if a living sibling has that name. A name
 * has 1 to 200 characters, is not blank, has no slash, does not begin with {@code $}, and holds no
 * control characters, line ends or invisible ones, since it is part of log lines; else {@link
 * IllegalArgumentException}.
 */
public sealed interface Spawner permits AgentRuntime, AgentContext, Mailbox {

  /** Spawns a handler agent with fresh state from {@code factory}, also after each restart. */
  <M> AgentRef<M> spawn(
      String name, AgentConfig config, @Sending Supplier<? extends Behavior<M>> factory);

  /** Spawns an anonymous handler agent. */
  <M> AgentRef<M> spawn(AgentConfig config, @Sending Supplier<? extends Behavior<M>> factory);

  /**
   * Spawns an agent from a lambda of context and message. After a restart the same lambda
   * continues.
   */
  <M> AgentRef<M> spawn(String name, AgentConfig config, @Sending Behavior<M> behavior);

  /** Spawns an anonymous agent from a lambda. */
  <M> AgentRef<M> spawn(AgentConfig config, @Sending Behavior<M> behavior);

  /** Spawns a loop agent. */
  <M> AgentRef<M> spawn(String name, AgentConfig config, @Sending AgentLoop<M> loop);

  /** Spawns an anonymous loop agent. */
  <M> AgentRef<M> spawn(AgentConfig config, @Sending AgentLoop<M> loop);

  /** The config of agents spawned here without one. */
  AgentConfig defaultConfig();

  /** Spawns a handler agent with the default config. */
  default <M> AgentRef<M> spawn(String name, @Sending Supplier<? extends Behavior<M>> factory) {
    return spawn(name, defaultConfig(), factory);
  }

  /** Spawns an anonymous handler agent with the default config. */
  default <M> AgentRef<M> spawn(@Sending Supplier<? extends Behavior<M>> factory) {
    return spawn(defaultConfig(), factory);
  }

  /** Spawns an agent from a lambda with the default config. */
  default <M> AgentRef<M> spawn(String name, @Sending Behavior<M> behavior) {
    return spawn(name, defaultConfig(), behavior);
  }

  /** Spawns an anonymous agent from a lambda with the default config. */
  default <M> AgentRef<M> spawn(@Sending Behavior<M> behavior) {
    return spawn(defaultConfig(), behavior);
  }

  /** Spawns a loop agent with the default config. */
  default <M> AgentRef<M> spawn(String name, @Sending AgentLoop<M> loop) {
    return spawn(name, defaultConfig(), loop);
  }

  /** Spawns an anonymous loop agent with the default config. */
  default <M> AgentRef<M> spawn(@Sending AgentLoop<M> loop) {
    return spawn(defaultConfig(), loop);
  }
}
