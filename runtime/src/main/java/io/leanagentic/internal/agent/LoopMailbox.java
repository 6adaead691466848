package io.leanagentic.internal.agent;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.ContextKey;
import io.leanagentic.Mailbox;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The view a loop agent has of itself. */
public final class LoopMailbox<M> implements Mailbox<M>, Inbox.Holder {
  private final LoopAgentCell<M> cell;

  LoopMailbox(LoopAgentCell<M> cell) {
    this.cell = cell;
  }

  @Override
  @SuppressWarnings("unchecked")
  public M receive() {
    return (M) Objects.requireNonNull(cell.next(Long.MAX_VALUE));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<M> receive(Duration timeout) {
    return Optional.ofNullable((M) cell.next(Durations.notNegative("timeout", timeout)));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<M> poll() {
    return Optional.ofNullable((M) cell.next(0));
  }

  @Override
  public Optional<Duration> deadline() {
    return cell.deadline();
  }

  @Override
  public <T> T detached(Supplier<? extends T> begin) {
    return cell.detached(begin);
  }

  @Override
  public <T> void with(ContextKey<T> key, T value) {
    cell.with(key, value);
  }

  @Override
  public <T> Optional<T> value(ContextKey<T> key) {
    return cell.value(key);
  }

  @Override
  public Map<String, Object> pairs() {
    return cell.pairs();
  }

  @Override
  public void sleep(Duration time) {
    cell.inPlace().sleep(Durations.notNegative("time", time));
  }

  @Override
  public <R> R await(Await<R> await) {
    Objects.requireNonNull(await, "await");
    return cell.inPlace().await((AbstractAwait<R>) await);
  }

  @Override
  public Inbox inbox() {
    cell.turn();
    return cell.inPlace();
  }

  @Override
  public List<AgentRef<?>> children() {
    return cell.children();
  }

  @Override
  public AgentRef<M> self() {
    return cell;
  }

  @Override
  public void watch(AgentRef<?> agent, M message) {
    Objects.requireNonNull(message, "message");
    cell.watch(agent, end -> message);
  }

  @Override
  public <C> AgentRef<C> spawn(
      String name, AgentConfig config, Supplier<? extends Behavior<C>> factory) {
    return cell.spawn(name, config, factory);
  }

  @Override
  public <C> AgentRef<C> spawn(AgentConfig config, Supplier<? extends Behavior<C>> factory) {
    return cell.spawn(config, factory);
  }

  @Override
  public <C> AgentRef<C> spawn(String name, AgentConfig config, Behavior<C> behavior) {
    return cell.spawn(name, config, behavior);
  }

  @Override
  public <C> AgentRef<C> spawn(AgentConfig config, Behavior<C> behavior) {
    return cell.spawn(config, behavior);
  }

  @Override
  public <C> AgentRef<C> spawn(String name, AgentConfig config, AgentLoop<C> loop) {
    return cell.spawn(name, config, loop);
  }

  @Override
  public <C> AgentRef<C> spawn(AgentConfig config, AgentLoop<C> loop) {
    return cell.spawn(config, loop);
  }

  @Override
  public AgentConfig defaultConfig() {
    return cell.defaultConfig();
  }
}
