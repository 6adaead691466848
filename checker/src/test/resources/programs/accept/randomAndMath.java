// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Walk(double[] path) {}
final class Walker implements Behavior<Integer> { private final Random random = new Random(1); private final SplittableRandom split = new SplittableRandom(2); private final AgentRef<Walk> out; Walker(AgentRef<Walk> out) { this.out = out; }
  @Override public void receive(AgentContext<Integer> context, Integer n) { double[] p = new double[n]; for (int i = 1; i < n; i++) p[i] = p[i - 1] + random.nextGaussian() * split.nextDouble(); out.signal(new Walk(p)); out.signal(new Walk(random.doubles(n).toArray())); out.signal(new Walk(DoubleStream.iterate(1, d -> d * 2).limit(n).map(Math::sqrt).toArray())); byte[] b = new byte[4]; random.nextBytes(b); IO.println(HexFormat.of().formatHex(b)); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Walk> o = rt.spawn("o", (c, w) -> w.path()[0] = 1); AgentRef<Integer> w = rt.spawn(() -> new Walker(o)); w.signal(3); } } }
