// reject: the supplier in the enum's final field counts in a captured array
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Ids {
  ORDERS(counter()), USERS(counter());
  private final Supplier<Long> next;
  Ids(Supplier<Long> next) { this.next = next; }
  long next() { return next.get(); }
  private static Supplier<Long> counter() { long[] n = {0}; return () -> n[0]++; }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> IO.println(Ids.ORDERS.next())); a.signal("x"); } } } } // expect: CAP301
