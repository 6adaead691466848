// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Hits { private static final AtomicLong TOTAL = new AtomicLong(); private static final LongAdder FAST = new LongAdder(); private static final ConcurrentHashMap<String, LongAdder> BY = new ConcurrentHashMap<>();
  static long hit(String s) { FAST.increment(); BY.computeIfAbsent(s, k -> new LongAdder()).increment(); return TOTAL.incrementAndGet(); } }
final class Limits { static final int MAX = 10; static final String[] NAMES = {"a", "b"}; private static final double[] WEIGHTS = new double[MAX]; static { for (int i = 0; i < MAX; i++) WEIGHTS[i] = 1.0 / (i + 1); }
  private static final Map<Character, Integer> VALUES = Map.of('a', 1); private static final List<int[]> NONE = List.of(); private Limits() {}
  static double weight(int i) { return WEIGHTS[i % WEIGHTS.length]; } static String name(int i) { return NAMES[i % NAMES.length]; } static int value(char c) { return VALUES.getOrDefault(c, 0) + NONE.size(); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> IO.println(Hits.hit(s) + Limits.weight(2) + Limits.name(3) + Limits.value('a'))); a.signal("x"); } } } }
