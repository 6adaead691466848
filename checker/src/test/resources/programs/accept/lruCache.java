// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

sealed interface CacheMsg {}
record Put(String key, byte[] data) implements CacheMsg { Put { data = data.clone(); } }
record Get(String key, Reply<Optional<byte[]>> reply) implements CacheMsg {}
final class Lru implements Behavior<CacheMsg> {
  private final int max;
  private final LinkedHashMap<String, byte[]> map = new LinkedHashMap<>(16, 0.75f, true) {
    @Override protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) { return size() > max; }
  };
  Lru(int max) { this.max = max; }
  @Override public void receive(AgentContext<CacheMsg> context, CacheMsg m) {
    switch (m) {
      case Put p -> map.put(p.key(), p.data());
      case Get g -> g.reply().send(Optional.ofNullable(map.get(g.key())).map(byte[]::clone));
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<CacheMsg> cache = rt.spawn(() -> new Lru(2));
  cache.signal(new Put("a", new byte[] {1}));
  Await<Optional<byte[]>> got = cache.ask(r -> new Get("a", r), Duration.ofSeconds(1));
  IO.println(got.join().map(b -> b.length).orElse(0)); } } }
