package reject.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import support.X;

/** A task leaves the agent. */
class ExecutorTask {
  private final List<X> mine = new ArrayList<>();
  void t(ExecutorService pool) {
    pool.submit(() -> mine.clear()); // expect: CAP102
  }
}
