// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Ask(String q, Reply<List<String>> reply) {}
final class Gateway implements Behavior<Ask> {
  private final List<AgentRef<Ask>> backends; private int next;
  Gateway(@Val List<AgentRef<Ask>> backends) { this.backends = new ArrayList<>(backends); }
  @Override public void receive(AgentContext<Ask> context, Ask ask) {
    AgentRef<Ask> to = backends.get(next++ % backends.size());
    if (ask.q().isEmpty()) { to.signal(ask); return; }
    Await<List<String>> answer = to.ask(r -> new Ask(ask.q(), r), Duration.ofSeconds(1));
    context.onAnswer(answer, ask.reply()::send, ask.reply()::fail);
    Await<List<String>> second = to.ask(r -> new Ask("again", r), Duration.ofSeconds(1));
    context.onAnswer(second, list -> { list.add("x"); to.signal(new Ask(list.toString(), ask.reply())); });
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Ask> back = rt.spawn("back", (c, a) -> a.reply().send(new ArrayList<>(List.of(a.q())))); var all = List.of(back, back);
  AgentRef<Ask> g = rt.spawn(() -> new Gateway(all)); Await<List<String>> a = g.ask(r -> new Ask("q", r), Duration.ofSeconds(1)); a.join().add("y"); } } }
