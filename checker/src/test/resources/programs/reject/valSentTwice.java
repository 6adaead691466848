// reject: a frozen list is sent to two agents, which both write it
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  @Val List<String> v = Cap.freeze(new ArrayList<String>());
  AgentRef<List<String>> a = rt.spawn("a", (c, l) -> l.add("x"));
  AgentRef<List<String>> b = rt.spawn("b", (c, l) -> l.add("x"));
  a.signal(v); b.signal(v); // expect: CAP204, CAP204
} } }
