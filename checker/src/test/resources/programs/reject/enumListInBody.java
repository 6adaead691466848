// reject: two agents add to the list field of one enum constant's body
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Topic { NEWS { private final List<String> log = new ArrayList<>(); @Override void post(String s) { log.add(s); } }; abstract void post(String s); }
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> Topic.NEWS.post(s)); a.signal("x"); } } } } // expect: CAP301
