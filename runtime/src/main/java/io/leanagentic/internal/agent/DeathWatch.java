package io.leanagentic.internal.agent;

import io.leanagentic.Terminated;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One agent's watch of another: it is notified of the other's end. */
final class DeathWatch implements Consumer<Terminated> {
  private final AgentCell<?> watcher;
  final AgentCell<?> target;
  private final @Nullable Function<Terminated, ?> message;

  /** In the watcher's turn only. */
  boolean cancelled;

  DeathWatch(AgentCell<?> watcher, AgentCell<?> target, @Nullable Function<Terminated, ?> message) {
    this.watcher = watcher;
    this.target = target;
    this.message = message;
  }

  /** Ends the watch: no notification arrives from now on. In the watcher's turn. */
  void cancel() {
    cancelled = true;
    target.coldState().unwatch(this);
  }

  /** The target ended. Any thread. */
  @Override
  public void accept(Terminated end) {
    watcher.putEvent(
        new Event() {
          @Override
          void apply(AgentCell<?> cell) throws Exception {
            if (cancelled) {
              return;
            }
            cancelled = true;
            ColdState x = cell.coldState();
            if (x.watching != null) {
              x.watching.remove(target);
            }
            if (message == null) {
              cell.terminated(end);
            } else {
              cell.handle(
                  Objects.requireNonNull(
                      message.apply(end), "the message made of the end of " + target.path()));
            }
          }
        });
  }
}
