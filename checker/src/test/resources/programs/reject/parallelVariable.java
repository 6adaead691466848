// reject: parallelStream in a variable
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  int[] n = {0};
  Stream<Integer> s = List.of(1, 2).parallelStream();
  Stream<Integer> t = s.map(x -> x + 1);
  t.forEach(x -> n[0] += x); // expect: CAP102
} } }
