// reject: lists inside an immutable map
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class H { static final Map<String, List<String>> M = Map.of("a", new ArrayList<>()); }
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> H.M.get("a").add(s)); a.signal("x"); } // expect: CAP301
} } }
