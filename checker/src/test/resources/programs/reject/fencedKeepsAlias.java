// reject: main keeps the list that it put into the Fenced
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() {
  try (var rt = AgentRuntime.start()) {
    var entries = new ArrayList<String>();
    var account = new Fenced<>("account", entries);
    AgentRef<Long> a = rt.spawn("a", (c, token) -> account.run(token, l -> l.add("x")));
    a.signal(1L);
    entries.add("main"); // expect: CAP101
  } } }
