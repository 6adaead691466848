// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Ring { private final double[] data; private int at, size; Ring(int n) { data = new double[n]; } private Ring(double[] data, int at, int size) { this.data = data; this.at = at; this.size = size; }
  void add(double d) { data[at] = d; at = (at + 1) % data.length; if (size < data.length) size++; }
  double[] last(int n) { double[] out = new double[Math.min(n, size)]; for (int i = 0; i < out.length; i++) out[i] = data[Math.floorMod(at - 1 - i, data.length)]; return out; }
  Ring copy() { return new Ring(Arrays.copyOf(data, data.length), at, size); } double mean() { return Arrays.stream(data).limit(size).average().orElse(0); } }
sealed interface S { record Price(double p) implements S {} record Window(int n, Reply<double[]> reply) implements S {} record Fork(AgentRef<Ring> to) implements S {} }
final class Ticker implements Behavior<S> { private final Ring ring = new Ring(16);
  @Override public void receive(AgentContext<S> context, S s) { switch (s) { case S.Price(double p) -> ring.add(p); case S.Window w -> w.reply().send(ring.last(w.n())); case S.Fork f -> f.to().signal(ring.copy()); } } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<S> t = rt.spawn(Ticker::new); AgentRef<Ring> r = rt.spawn("r", (c, x) -> { x.add(1); IO.println(x.mean()); }); t.signal(new S.Price(1)); t.signal(new S.Fork(r)); Await<double[]> a = t.ask(w -> new S.Window(3, w), Duration.ofSeconds(1)); a.join()[0] = 1; } } }
