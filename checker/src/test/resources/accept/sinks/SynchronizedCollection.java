package accept.sinks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** A synchronised collection of immutable elements is shared. */
class SynchronizedCollection {
  List<String> t(ExecutorService pool) {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    pool.execute(() -> seen.add("a"));
    pool.execute(() -> seen.add("b"));
    return List.copyOf(seen);
  }
}
