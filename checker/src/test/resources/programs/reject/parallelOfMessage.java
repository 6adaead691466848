// reject: parallelStream of a val list in a message
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Names(@Val List<String> names) {}
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  AgentRef<Names> a = rt.spawn("a", (c, m) -> { List<String> out = new ArrayList<>(); m.names().parallelStream().forEach(out::add); IO.println(out); }); // expect: CAP102
  a.signal(new Names(List.of("x")));
} } }
