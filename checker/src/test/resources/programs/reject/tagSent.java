// reject: a tag is sent and written by its receiver
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  List<String> mine = new ArrayList<>();
  @Tag List<String> t = mine;
  AgentRef<List<String>> a = rt.spawn("a", (c, l) -> l.add("x"));
  a.signal(t); mine.add("y"); // expect: CAP204
} } }
