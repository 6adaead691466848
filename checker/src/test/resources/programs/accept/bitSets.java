// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Ask(Reply<BitSet> reply) {}
final class Sieve implements Behavior<Ask> {
  private final BitSet primes = new BitSet();
  Sieve(int n) { primes.set(2, n); for (int i = 2; i * i < n; i++) if (primes.get(i)) for (int j = i * i; j < n; j += i) primes.clear(j); }
  @Override public void receive(AgentContext<Ask> context, Ask a) { BitSet copy = (BitSet) primes.clone(); copy.flip(0); a.reply().send(copy); }
}
record Bits(long[] words) {}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Ask> s = rt.spawn(() -> new Sieve(100));
  Await<BitSet> a = s.ask(Ask::new, Duration.ofSeconds(1));
  BitSet got = a.join(); got.and(BitSet.valueOf(new long[] {255}));
  AgentRef<Bits> b = rt.spawn("b", (c, bits) -> IO.println(Arrays.toString(bits.words())));
  b.signal(new Bits(got.toLongArray())); } } }
