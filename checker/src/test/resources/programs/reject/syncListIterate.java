// reject: one agent iterates the synchronized list without its lock while another adds
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() { 
  List<String> seen = Collections.synchronizedList(new ArrayList<>());
  try (var rt = AgentRuntime.start()) {
    AgentRef<String> a = rt.spawn("a", (c, s) -> seen.add(s)); a.signal("x");
    AgentRef<String> b = rt.spawn("b", (c, s) -> { int n = 0; for (String x : seen) n += x.length(); IO.println(n); }); b.signal("x"); } } } // expect: CAP304
