// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Chunk(@Val List<Integer> numbers, int index) implements Message {}
record Mutable(@Iso List<Integer> numbers) implements Message {}
final class Splitter implements Behavior<List<Integer>> {
  private final List<Integer> all = new ArrayList<>(); private final AgentRef<Chunk> out; private final AgentRef<Mutable> own;
  Splitter(AgentRef<Chunk> out, AgentRef<Mutable> own) { this.out = out; this.own = own; }
  @Override public void receive(AgentContext<List<Integer>> context, List<Integer> more) {
    all.addAll(more);
    for (int from = 0, i = 0; from < all.size(); from += 3, i++) {
      int to = Math.min(from + 3, all.size());
      out.signal(new Chunk(List.copyOf(all.subList(from, to)), i));
      own.signal(new Mutable(new ArrayList<>(all.subList(from, to))));
      List<Integer> sorted = new LinkedList<>(all.subList(from, to)); sorted.sort(Comparator.reverseOrder()); own.signal(new Mutable(sorted));
    }
    Integer biggest = Collections.max(all), smallest = Collections.min(all, Comparator.reverseOrder());
    out.signal(new Chunk(List.of(biggest, smallest), -1));
    Object[] raw = all.toArray(); Integer[] typed = all.toArray(new Integer[0]); Integer[] third = all.toArray(Integer[]::new);
    own.signal(new Mutable(new ArrayList<>(Arrays.asList(typed)))); IO.println(raw.length + third.length);
    all.clear();
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Chunk> o = rt.spawn("o", (c, k) -> IO.println(k.numbers().stream().mapToInt(Integer::intValue).sum())); AgentRef<Mutable> m = rt.spawn("m", (c, k) -> k.numbers().clear());
  AgentRef<List<Integer>> s = rt.spawn(() -> new Splitter(o, m)); s.signal(List.of(1, 2, 3, 4)); } } }
