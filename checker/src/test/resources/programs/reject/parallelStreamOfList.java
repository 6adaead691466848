// reject: parallelStream over messages adds to a local list captured and then sent
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<List<Integer>> o = rt.spawn("o", (c, l) -> l.clear());
  List<Integer> out = new ArrayList<>();
  List.of(1, 2, 3).parallelStream().map(x -> x * 2).forEach(out::add); // expect: CAP102
  o.signal(out); } } }
