// reject: two agents get the one object of a DeadLetter event from a listener, and both write it
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() {
  try (var rt = AgentRuntime.start()) {
    AgentRef<Object> spy = rt.spawn("spy", (c, m) -> { if (m instanceof List<?> l) l.clear(); });
    rt.listen(event -> { if (event instanceof RuntimeEvent.DeadLetter(var to, var message, var reason)) spy.signal(message); }); // expect: CAP204
    AgentRef<Object> spy2 = rt.spawn("spy2", (c, m) -> { if (m instanceof List<?> l) l.clear(); });
    rt.listen(event -> { if (event instanceof RuntimeEvent.DeadLetter(var to, var message, var reason)) spy2.signal(message); }); // expect: CAP204
    AgentRef<List<String>> gone = rt.spawn("gone", (c, l) -> {});
    gone.abort();
    gone.signal(new ArrayList<>(List.of("a")));
  } } }
