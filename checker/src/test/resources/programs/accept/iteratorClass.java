// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Range implements Iterable<Integer> { private final int from, to; Range(int from, int to) { this.from = from; this.to = to; }
  @Override public Iterator<Integer> iterator() { return new Iterator<>() { private int at = from; @Override public boolean hasNext() { return at < to; } @Override public Integer next() { if (!hasNext()) throw new NoSuchElementException(); return at++; } }; }
  Stream<Integer> stream() { return StreamSupport.stream(spliterator(), false); } int[] toArray() { int[] a = new int[to - from]; int i = 0; for (int n : this) a[i++] = n; return a; } }
final class Adder implements Behavior<int[]> { private final Range range = new Range(0, 5); private final AgentRef<int[]> out; private long sum; Adder(AgentRef<int[]> out) { this.out = out; }
  @Override public void receive(AgentContext<int[]> context, int[] more) { for (int m : more) sum += m; out.signal(range.toArray()); out.signal(range.stream().mapToInt(n -> n * 2).toArray()); more[0] = (int) sum; out.signal(more); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<int[]> o = rt.spawn("o", (c, a) -> Arrays.fill(a, 0)); AgentRef<int[]> a = rt.spawn(() -> new Adder(o)); a.signal(new int[] {1, 2}); } } }
