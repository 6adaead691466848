// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Lines(@Val List<String> lines, Reply<Map<String, Long>> reply) {}
final class Counter implements Behavior<Lines> {
  @Override public void receive(AgentContext<Lines> context, Lines m) {
    Map<String, Long> counts = m.lines().stream().flatMap(l -> Arrays.stream(l.split("\\s+"))).filter(w -> !w.isBlank()).collect(Collectors.groupingBy(String::toLowerCase, TreeMap::new, Collectors.counting()));
    m.reply().send(counts);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  List<AgentRef<Lines>> workers = new ArrayList<>();
  for (int i = 0; i < 4; i++) workers.add(rt.spawn(Counter::new));
  String text = """
      the quick brown fox
      jumps over the lazy dog
      """;
  List<Await<Map<String, Long>>> parts = new ArrayList<>();
  int next = 0;
  for (String line : text.lines().toList()) { parts.add(workers.get(next++ % 4).ask(r -> new Lines(List.of(line), r), Duration.ofSeconds(1))); }
  Map<String, Long> total = new TreeMap<>();
  for (var part : parts) part.join().forEach((w, n) -> total.merge(w, n, Long::sum));
  IO.println(total); } } }
