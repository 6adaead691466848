// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Request {
  private final String url; private final Map<String, String> headers; private final byte[] body;
  private Request(Builder b) { url = b.url; headers = Map.copyOf(b.headers); body = b.body.clone(); }
  String url() { return url; } Map<String, String> headers() { return headers; } byte[] body() { return body.clone(); }
  static Builder to(String url) { return new Builder(url); }
  static final class Builder {
    private final String url; private final Map<String, String> headers = new LinkedHashMap<>(); private byte[] body = {};
    private Builder(String url) { this.url = url; }
    Builder header(String k, String v) { headers.put(k, v); return this; }
    Builder body(byte[] b) { body = b.clone(); return this; }
    Request build() { return new Request(this); }
  }
}
final class Client implements Behavior<String> {
  private final Request.Builder template = Request.to("http://x").header("a", "b"); private final AgentRef<Request> out;
  Client(AgentRef<Request> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) {
    out.signal(template.body(s.getBytes(StandardCharsets.UTF_8)).build());
    out.signal(Request.to("http://y").header("n", s).build());
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Request> o = rt.spawn("o", (c, r) -> IO.println(r.url() + r.headers() + r.body().length)); AgentRef<String> k = rt.spawn(() -> new Client(o)); k.signal("x"); } } }
