package io.leanagentic.internal.agent;

import io.leanagentic.internal.scheduler.Parking;
import io.leanagentic.internal.timer.TimerWheel;

/** Wakes a thread when it is due by the runtime's clock, or at the end of the runtime. */
final class Alarm extends TimerWheel.Entry {
  private final Parking parking;
  volatile boolean rings;

  Alarm(Parking parking) {
    this.parking = parking;
  }

  /** Whether it wakes the calling thread. */
  boolean isOfThread() {
    return parking.thread == Thread.currentThread();
  }

  boolean rings() {
    return rings;
  }

  @Override
  protected void onTimer() {
    rings = true;
    parking.unpark();
  }

  @Override
  protected void onClosed() {
    onTimer(); // no thread must wait for a runtime that has ended
  }
}
