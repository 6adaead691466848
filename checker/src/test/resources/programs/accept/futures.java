// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Load(String url, Reply<String> reply) {}
record Loaded(String url, String text) {}
final class Loader implements Behavior<Load> {
  @Override public void receive(AgentContext<Load> context, Load m) {
    String url = m.url(); Reply<String> reply = m.reply();
    CompletableFuture.supplyAsync(() -> "page of " + url).whenComplete((text, failure) -> { if (failure != null) reply.fail(failure); else reply.send(text); });
  }
}
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  AgentRef<Load> loader = rt.spawn(Loader::new);
  AgentRef<Loaded> seen = rt.spawn("seen", (c, l) -> IO.println(l));
  Await<String> a = loader.ask(r -> new Load("x", r), Duration.ofSeconds(1));
  a.stage().thenAccept(text -> seen.signal(new Loaded("x", text)));
  List<CompletableFuture<String>> all = Stream.of("a", "b").map(u -> CompletableFuture.supplyAsync(() -> u + "!")).toList();
  for (var f : all) seen.signal(new Loaded("f", f.get())); } } }
