// reject: topology of mutable names: nodes typed StringBuilder are shared through the value
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var first = new StringBuilder("a");
  Topology<StringBuilder> ring = Topology.ring(List.of(first, new StringBuilder("b")));
  AgentRef<String> a = rt.spawn("a", (c, s) -> ring.members().get(0).append(s)); a.signal("x");
  AgentRef<String> b = rt.spawn("b", (c, s) -> ring.members().get(0).append(s)); b.signal("x"); } } } // expect: CAP101
