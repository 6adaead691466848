// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Config { private final List<String> hosts; private final Map<String, Integer> ports; private final Set<String> flags; private final Comparator<String> order; private final Optional<String> name;
  Config(Collection<String> hosts, Map<String, Integer> ports) { this.hosts = List.copyOf(hosts); this.ports = Map.copyOf(ports); this.flags = Set.of("a"); this.order = Comparator.reverseOrder(); this.name = Optional.empty(); }
  List<String> hosts() { return hosts; } int port(String h) { return ports.getOrDefault(h, 80); } List<String> sorted() { return hosts.stream().sorted(order).toList(); } boolean has(String f) { return flags.contains(f) || name.isPresent(); } }
record Hosts(@Val List<String> hosts) implements Message {}
final class Node implements Behavior<String> {
  private final Config config; private final List<String> known; private final AgentRef<Hosts> out;
  Node(Config config, AgentRef<Hosts> out) { this.config = config; this.known = List.copyOf(config.hosts()); this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { out.signal(new Hosts(known)); out.signal(new Hosts(config.sorted())); out.signal(new Hosts(List.copyOf(config.hosts()))); context.spawn(() -> new Child(known)); IO.println(config.port(s)); }
}
final class Child implements Behavior<String> { private final List<String> l; Child(@Val List<String> l) { this.l = new ArrayList<>(l); } @Override public void receive(AgentContext<String> context, String s) { l.add(s); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Hosts> o = rt.spawn("o", (c, h) -> IO.println(h.hosts())); AgentRef<String> n = rt.spawn(() -> new Node(new Config(List.of("a"), Map.of()), o)); n.signal("a"); } } }
