// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Level { INFO, WARN, ERROR }
record Log(Level level, String text) {}
sealed interface Msg { record Line(Log log) implements Msg {} record Stats(Reply<EnumMap<Level, Integer>> reply) implements Msg {} record Last(int n, Reply<List<Log>> reply) implements Msg {} }
final class Logs implements Behavior<Msg> {
  private final EnumMap<Level, Integer> counts = new EnumMap<>(Level.class); private final ArrayDeque<Log> last = new ArrayDeque<>();
  @Override public void receive(AgentContext<Msg> context, Msg m) {
    switch (m) {
      case Msg.Line(Log log) when log.level() == Level.INFO -> counts.merge(Level.INFO, 1, Integer::sum);
      case Msg.Line(Log log) -> { counts.merge(log.level(), 1, Integer::sum); last.addLast(log); if (last.size() > 100) last.removeFirst(); }
      case Msg.Stats s -> s.reply().send(new EnumMap<>(counts));
      case Msg.Last(int n, var reply) -> reply.send(last.stream().skip(Math.max(0, last.size() - n)).toList());
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Msg> logs = rt.spawn(Logs::new);
  logs.signal(new Msg.Line(new Log(Level.WARN, "x")));
  Await<EnumMap<Level, Integer>> a = logs.ask(Msg.Stats::new, Duration.ofSeconds(1));
  Await<List<Log>> b = logs.ask(r -> new Msg.Last(3, r), Duration.ofSeconds(1));
  IO.println(a.join() + " " + b.join()); } } }
