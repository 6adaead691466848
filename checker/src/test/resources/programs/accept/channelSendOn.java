// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Chunk { byte[] bytes = new byte[8]; int n; }
final class Main { static void main() throws InterruptedException { try (var rt = AgentRuntime.start()) {
  Channel<Chunk> in = rt.channel(4), out = rt.channel(4); AgentRef<Chunk> sink = rt.spawn("sink", (c, k) -> k.n = 0);
  Thread stage = Thread.startVirtualThread(() -> { try { for (Chunk c : in) { c.n++; if (c.n > 1) continue; out.send(c, Duration.ofSeconds(1)); } out.close(); } catch (InterruptedException e) { Thread.currentThread().interrupt(); } });
  for (int i = 0; i < 3; i++) { var c = new Chunk(); c.bytes[0] = (byte) i; in.send(c, Duration.ofSeconds(1)); }
  in.close();
  for (var c : out) { c.bytes[0]++; sink.signal(c); }
  Optional<Chunk> last = Optional.of(new Chunk()); last.ifPresent(sink::signal);
  stage.join(); } } }
