// reject: collect with a supplier that gives one list to all threads
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;


final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  List<Integer> acc = new ArrayList<>();
  IO.println(List.of(1, 2, 3).parallelStream().collect(() -> acc, List::add, List::addAll)); // expect: CAP102
} } }
