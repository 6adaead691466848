// reject: ConcurrentHashMap.forEach parallel writes a list
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  List<String> seen = new ArrayList<>(); var m = new ConcurrentHashMap<String, String>(Map.of("a", "b", "c", "d"));
  m.forEach(1, (k, v) -> seen.add(k)); // expect: CAP102
} } }
