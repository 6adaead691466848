// reject: ConcurrentHashMap.reduce parallel writes an array
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  int[] n = {0}; var m = new ConcurrentHashMap<String, String>(Map.of("a", "b", "c", "d"));
  IO.println(m.reduceValuesToInt(1, v -> n[0]++, 0, Integer::sum)); // expect: CAP102
} } }
