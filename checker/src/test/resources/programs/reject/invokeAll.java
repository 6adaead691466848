// reject: invokeAll tasks share a list
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  List<String> l = new ArrayList<>();
  try (var pool = Executors.newFixedThreadPool(2)) { pool.invokeAll(List.of(() -> l.add("x"), () -> l.add("y"))); } // expect: CAP102
} } }
