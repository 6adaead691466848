// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Page(String html) {}
final class Renderer implements Behavior<Map<String, String>> {
  private final StringBuilder out = new StringBuilder(); private final AgentRef<Page> to;
  Renderer(AgentRef<Page> to) { this.to = to; }
  @Override public void receive(AgentContext<Map<String, String>> context, Map<String, String> rows) {
    out.setLength(0);
    out.append("<table>");
    rows.forEach((k, v) -> out.append("<tr><td>").append(k).append("</td><td>").append(v).append("</td></tr>"));
    to.signal(new Page(out.append("</table>").toString()));
    var joiner = new StringJoiner(", ", "[", "]");
    for (var e : rows.entrySet()) joiner.add(e.getKey() + "=" + e.getValue());
    to.signal(new Page(joiner.toString()));
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Page> to = rt.spawn("to", (c, p) -> IO.println(p.html()));
  AgentRef<Map<String, String>> r = rt.spawn(() -> new Renderer(to));
  r.signal(new LinkedHashMap<>(Map.of("a", "1")));
  r.signal(Map.of("b", "2")); } } }
