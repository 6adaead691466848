// reject: StreamSupport.stream parallel
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  int[] n = {0};
  StreamSupport.stream(List.of(1, 2).spliterator(), true).forEach(x -> n[0] += x); // expect: CAP102
} } }
