// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

interface Codec<T> { byte[] encode(T t); T decode(byte[] b); default int size(T t) { return encode(t).length; } static Codec<String> utf8() { return new Codec<>() { public byte[] encode(String s) { return s.getBytes(StandardCharsets.UTF_8); } public String decode(byte[] b) { return new String(b, StandardCharsets.UTF_8); } }; } }
record Packet(byte[] data) {}
final class Encoder implements Behavior<String> {
  private final Codec<String> codec = Codec.utf8(); private final AgentRef<Packet> out;
  Encoder(AgentRef<Packet> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { byte[] raw = s.getBytes(StandardCharsets.UTF_8); var crc = new CRC32(); crc.update(raw); byte[] framed = Arrays.copyOf(raw, raw.length + 1); framed[raw.length] = (byte) crc.getValue(); out.signal(new Packet(framed)); IO.println(codec.size(s)); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Packet> o = rt.spawn("o", (c, p) -> p.data()[0] = 1); AgentRef<String> e = rt.spawn(() -> new Encoder(o)); e.signal("x"); } } }
