// reject: the fenced list is handed out to two agents that add without the fence
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() {
  try (var rt = AgentRuntime.start()) {
    var account = new Fenced<>("account", new ArrayList<String>());
    for (int i = 0; i < 2; i++) {
      AgentRef<Long> a = rt.spawn("a" + i, (c, token) -> { List<String> inside = account.apply(token, l -> l); inside.add("x"); }); // expect: CAP104
      a.signal(1L);
    }
  } } }
