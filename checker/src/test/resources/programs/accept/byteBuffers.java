// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Frame(byte[] payload, int length) {}
final class Framer implements Behavior<byte[]> {
  private final ByteBuffer buffer = ByteBuffer.allocate(1024); private final AgentRef<Frame> out;
  Framer(AgentRef<Frame> out) { this.out = out; }
  @Override public void receive(AgentContext<byte[]> context, byte[] chunk) {
    buffer.put(chunk);
    buffer.flip();
    while (buffer.remaining() >= 4) {
      int length = buffer.getInt(buffer.position());
      if (buffer.remaining() < 4 + length) break;
      buffer.getInt();
      byte[] payload = new byte[length];
      buffer.get(payload);
      out.signal(new Frame(payload, length));
    }
    buffer.compact();
  }
}
final class Main { static void main() throws IOException { try (var rt = AgentRuntime.start()) {
  AgentRef<Frame> out = rt.spawn("out", (c, f) -> IO.println(new String(f.payload(), StandardCharsets.UTF_8)));
  AgentRef<byte[]> framer = rt.spawn(() -> new Framer(out));
  var bytes = new ByteArrayOutputStream();
  try (var data = new DataOutputStream(bytes)) { data.writeInt(2); data.writeBytes("hi"); }
  framer.signal(bytes.toByteArray());
  ByteBuffer b = ByteBuffer.allocate(6).putInt(2).put("ho".getBytes(StandardCharsets.UTF_8)).flip();
  byte[] copy = new byte[b.remaining()]; b.get(copy); framer.signal(copy);
  framer.signal(Arrays.copyOf(b.array(), 6)); } } }
