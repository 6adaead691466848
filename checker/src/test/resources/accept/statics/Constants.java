package accept.statics;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import support.X;

/** Constants of every immutable kind. */
class Constants {
  private static final System.Logger LOG = System.getLogger("x");
  private static final Comparator<X> BY_N = Comparator.comparing(X::read);
  private static final List<String> NAMES = List.of("a", "b");
  private static final Map<String, Function<Integer, Integer>> TABLE = Map.of("inc", n -> n + 1);
  private static final Set<Integer> PRIMES = Set.of(2, 3, 5);
  private static final AtomicLong IDS = new AtomicLong();
  private static final ConcurrentHashMap<String, Integer> HITS = new ConcurrentHashMap<>();
  private static final String TEXT = String.join(",", NAMES);
  @Val private static final int[] SQUARES = Cap.freeze(new int[] {1, 4, 9});
  @Shared("guarded by its own lock") private static final StringBuffer JOURNAL = new StringBuffer();
  int t(List<X> xs) {
    LOG.log(System.Logger.Level.INFO, TEXT);
    xs.sort(BY_N);
    HITS.merge("t", 1, Integer::sum);
    JOURNAL.append("t");
    return TABLE.get("inc").apply(SQUARES[0]) + PRIMES.size() + (int) IDS.incrementAndGet();
  }
}
