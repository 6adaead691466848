package io.leanagentic.internal.agent;

import io.leanagentic.internal.timer.TimerWheel;
import java.util.concurrent.locks.LockSupport;

/** Wakes a thread when it is due by the runtime's clock, or at the end of the runtime. */
final class Alarm extends TimerWheel.Entry {
  final Thread thread;
  volatile boolean rings;

  Alarm(Thread thread) {
    this.thread = thread;
  }

  boolean rings() {
    return rings;
  }

  @Override
  protected void onTimer() {
    rings = true;
    LockSupport.unpark(thread);
  }

  @Override
  protected void onClosed() {
    onTimer(); // no thread must wait for a runtime that has ended
  }
}
