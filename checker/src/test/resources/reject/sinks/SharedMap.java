package reject.sinks;

import io.leanagentic.capability.Shared;
import java.util.concurrent.ConcurrentHashMap;
import support.X;

/** What is put into a shared map is seen by others. */
class SharedMap {
  @Shared("concurrent") private final ConcurrentHashMap<String, X> map = new ConcurrentHashMap<>();
  void t() {
    X x = new X();
    map.put("x", x);
    x.mutate(); // expect: CAP101
  }
}
