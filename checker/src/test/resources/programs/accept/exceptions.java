// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class BadRow extends RuntimeException { private static final long serialVersionUID = 1; private final int row; BadRow(int row, Throwable cause) { super("row " + row, cause); this.row = row; } int row() { return row; } }
record Import(@Val List<String> rows, Reply<Integer> reply) implements Message {}
final class Importer implements Behavior<Import> {
  private final List<Integer> good = new ArrayList<>();
  @Override public void receive(AgentContext<Import> context, Import m) {
    int n = 0; List<String> bad = new ArrayList<>();
    for (String row : m.rows()) {
      try { good.add(parse(n, row)); } catch (BadRow e) { bad.add(e.row() + ": " + e.getMessage()); } finally { n++; }
    }
    if (bad.isEmpty()) m.reply().send(n); else m.reply().fail(new IllegalArgumentException(String.join("; ", bad)));
  }
  private static int parse(int n, String row) { try { return Integer.parseInt(row); } catch (NumberFormatException e) { throw new BadRow(n, e); } }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Import> i = rt.spawn(Importer::new);
  Await<Integer> a = i.ask(r -> new Import("1\n2\nx".lines().toList(), r), Duration.ofSeconds(1));
  try { IO.println(a.join()); } catch (RuntimeException e) { IO.println(e.getMessage()); } } } }
