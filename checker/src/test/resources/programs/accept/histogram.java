// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Histogram {
  private final long[] buckets; private long count;
  Histogram(int n) { buckets = new long[n]; }
  private Histogram(long[] buckets, long count) { this.buckets = buckets; this.count = count; }
  void add(long v) { buckets[(int) Math.min(v, buckets.length - 1)]++; count++; }
  Histogram snapshot() { return new Histogram(buckets.clone(), count); }
  Histogram merge(Histogram o) { var sum = new Histogram(Math.max(buckets.length, o.buckets.length)); for (int i = 0; i < buckets.length; i++) sum.buckets[i] += buckets[i]; for (int i = 0; i < o.buckets.length; i++) sum.buckets[i] += o.buckets[i]; sum.count = count + o.count; return sum; }
  long count() { return count; }
}
sealed interface M { record Value(long v) implements M {} record Flush(AgentRef<Histogram> to) implements M {} }
final class Recorder implements Behavior<M> {
  private Histogram now = new Histogram(10); private Histogram total = new Histogram(10);
  @Override public void receive(AgentContext<M> context, M m) {
    switch (m) {
      case M.Value(long v) -> now.add(v);
      case M.Flush(var to) -> { total = total.merge(now); to.signal(total.snapshot()); to.signal(now.merge(total)); Histogram full = now; now = new Histogram(10); to.signal(full.snapshot()); }
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Histogram> to = rt.spawn("to", (c, h) -> { h.add(1); IO.println(h.count()); }); AgentRef<M> r = rt.spawn(Recorder::new); r.signal(new M.Value(1)); r.signal(new M.Flush(to)); } } }
