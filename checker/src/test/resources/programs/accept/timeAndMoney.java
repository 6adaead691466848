// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Rate(LocalDate day, String pair, BigDecimal rate) {}
record Query(String pair, LocalDate from, LocalDate to, Reply<SortedMap<LocalDate, BigDecimal>> reply) {}
final class Rates implements Behavior<Query> {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final MathContext ROUND = MathContext.DECIMAL32;
  private final Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();
  Rates(@Val List<String> lines) { for (String l : lines) { String[] c = l.split(";"); rates.computeIfAbsent(c[1], k -> new TreeMap<>()).put(LocalDate.parse(c[0], FORMAT), new BigDecimal(c[2], ROUND)); } }
  @Override public void receive(AgentContext<Query> context, Query q) {
    NavigableMap<LocalDate, BigDecimal> all = rates.getOrDefault(q.pair(), Collections.emptyNavigableMap());
    q.reply().send(new TreeMap<>(all.subMap(q.from(), true, q.to(), true)));
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  List<String> lines = List.of("2024-01-02;EURUSD;1.09");
  AgentRef<Query> r = rt.spawn(() -> new Rates(lines));
  Await<SortedMap<LocalDate, BigDecimal>> a = r.ask(x -> new Query("EURUSD", LocalDate.EPOCH, LocalDate.MAX, x), Duration.ofSeconds(1));
  IO.println(a.join().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)); } } }
