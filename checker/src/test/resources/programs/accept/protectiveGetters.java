// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Portfolio { private final Map<String, Integer> shares = new HashMap<>(); private Date opened = new Date(0); private final List<Trade> trades = new ArrayList<>();
  static final class Trade { final String s; int n; Trade(String s, int n) { this.s = s; this.n = n; } Trade(Trade t) { s = t.s; n = t.n; } }
  void buy(String s, int n) { shares.merge(s, n, Integer::sum); trades.add(new Trade(s, n)); }
  Map<String, Integer> shares() { return new HashMap<>(shares); } Date opened() { return (Date) opened.clone(); } void opened(Date d) { opened = new Date(d.getTime()); }
  List<Trade> trades() { return trades.stream().map(Trade::new).collect(Collectors.toList()); } Trade last() { return new Trade(trades.getLast()); } Optional<Trade> find(String s) { return trades.stream().filter(t -> t.s.equals(s)).findFirst().map(Trade::new); } }
final class Owner implements Behavior<String> { private final Portfolio p = new Portfolio(); private final AgentRef<Object> out; Owner(AgentRef<Object> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { p.buy(s, 1); out.signal(p.shares()); out.signal(p.opened()); out.signal(p.trades()); out.signal(p.last()); out.signal(p.find(s)); p.find(s).ifPresent(out::signal); Optional<Portfolio.Trade> found = p.find(s); found.ifPresent(out::signal); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Object> o = rt.spawn("o", (c, x) -> IO.println(x)); AgentRef<String> w = rt.spawn(() -> new Owner(o)); w.signal("x"); } } }
