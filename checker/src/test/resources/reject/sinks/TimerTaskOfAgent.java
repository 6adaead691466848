package reject.sinks;

import java.util.Timer;
import java.util.TimerTask;

/** A timer has a thread of its own. */
class TimerTaskOfAgent {
  private int ticks;
  void t(Timer timer) {
    timer.schedule(new TimerTask() { // expect: CAP102
      @Override public void run() { ticks++; }
    }, 10);
  }
}
