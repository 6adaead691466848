package reject.sinks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import support.X;

/** Its elements are not synchronised. */
class SynchronizedOfMutable {
  void t(ExecutorService pool) {
    List<X> seen = Collections.synchronizedList(new ArrayList<>());
    pool.execute(() -> seen.get(0).mutate());
    seen.get(0).mutate(); // expect: CAP101
  }
}
