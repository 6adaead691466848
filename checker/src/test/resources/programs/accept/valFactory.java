// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

record Names(@Val List<String> names) {}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Names> a = rt.spawn("a", (c, n) -> System.out.println(n.names().size()));
  a.signal(new Names(List.of("x", "y")));
  a.signal(new Names(List.copyOf(new ArrayList<>(List.of("z"))))); } } }
