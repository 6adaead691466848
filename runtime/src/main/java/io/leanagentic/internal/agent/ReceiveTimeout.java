package io.leanagentic.internal.agent;

import io.leanagentic.internal.timer.TimerWheel;

/** Notifies an agent that no message came for a while. */
final class ReceiveTimeout extends TimerWheel.Entry {
  private final AgentCell<?> cell;
  private final long nanos;
  private final Object message;

  // In the agent's turn only.
  private long since;
  private boolean ended;

  private ReceiveTimeout(AgentCell<?> cell, long nanos, Object message) {
    this.cell = cell;
    this.nanos = nanos;
    this.message = message;
  }

  static ReceiveTimeout start(AgentCell<?> cell, long nanos, Object message) {
    var timeout = new ReceiveTimeout(cell, nanos, message);
    timeout.touch();
    cell.settings.timers.schedule(timeout, nanos);
    return timeout;
  }

  /** Notes that messages were handled just now. */
  void touch() {
    since = cell.settings.clock.nanoTime();
  }

  void end() {
    ended = true;
    cancelTimer();
  }

  @Override
  protected void onTimer() {
    cell.putEvent(
        new Event() {
          @Override
          void apply(AgentCell<?> self) throws Exception {
            look();
          }
        });
  }

  private void look() throws Exception {
    if (ended) {
      return;
    }
    long left = nanos - (cell.settings.clock.nanoTime() - since);
    if (left > 0) {
      cell.settings.timers.schedule(this, left);
      return;
    }
    touch();
    cell.settings.timers.schedule(this, nanos);
    cell.handle(message);
  }
}
