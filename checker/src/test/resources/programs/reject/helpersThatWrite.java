// reject: a frozen list reaches who writes, keeps or hands out its parts
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Cell { int n; int n() { return n; } }
record Cells(@Val List<Cell> cells) implements Message { Cells { if (cells.isEmpty()) throw new IllegalArgumentException(); } }
record View(@Val List<String> names) implements Message { View { names = Collections.unmodifiableList(names); } }
record Part(@Iso List<String> names) implements Message { Part { names = names.subList(0, 1); } }
final class Tools {
  private List<Cell> kept;
  static void clear(List<Cell> cells) { cells.clear(); }
  static void inner(List<Cell> cells) { for (Cell c : cells) c.n++; }
  static void later(List<Cell> cells, int n) { if (n > 0) later(cells, n - 1); else inner(cells); }
  void keep(List<Cell> cells) { kept = cells; }
  static Cell first(Collection<Cell> cells) { return cells.iterator().next(); }
  static int sum(List<Cell> cells) { int s = 0; for (Cell c : cells) s += c.n(); return s; }
}
final class User implements Behavior<Cells> {
  private final List<String> all = new ArrayList<>(); private final List<Cell> own = new ArrayList<>(); private final AgentRef<Object> out;
  User(AgentRef<Object> out) { this.out = out; }
  @Override public void receive(AgentContext<Cells> context, Cells m) {
    IO.println(Tools.sum(m.cells()));
    Tools.clear(m.cells()); // expect: CAP204
    Tools.inner(m.cells()); // expect: CAP204
    Tools.later(m.cells(), 2); // expect: CAP204
    new Tools().keep(m.cells()); // expect: CAP204
    Tools.first(m.cells()).n++; // expect: CAP203
    Collections.max(m.cells(), Comparator.comparingInt(Cell::n)).n++; // expect: CAP203
    out.signal(new Cells(own)); // expect: CAP202
    out.signal(new View(all)); // expect: CAP202
    out.signal(new Part(all)); // expect: CAP102
  }
}
record Get(Reply<List<String>> reply) {}
final class Proxy implements Behavior<Get> {
  private final AgentRef<Get> source; private final List<Await<List<String>>> open = new ArrayList<>(); private final AgentRef<Object> out;
  Proxy(AgentRef<Get> source, AgentRef<Object> out) { this.source = source; this.out = out; }
  @Override public void receive(AgentContext<Get> context, Get get) {
    Await<List<String>> kept = source.ask(Get::new, Duration.ofSeconds(5));
    open.add(kept);
    context.onAnswer(kept, l -> get.reply().send(l)); // expect: CAP104
    Await<List<String>> twice = source.ask(Get::new, Duration.ofSeconds(5));
    context.onAnswer(twice, l -> { out.signal(l); twice.join().clear(); }); // expect: CAP104
    Await<List<String>> again = source.ask(Get::new, Duration.ofSeconds(5));
    context.onAnswer(again, l -> out.signal(l));
    again.join().clear(); // expect: CAP101
  }
}
