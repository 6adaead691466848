// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

sealed interface Expr { record Num(double v) implements Expr {} record Bin(char op, Expr l, Expr r) implements Expr {} record Neg(Expr e) implements Expr {} }
final class Parser {
  private final String s; private int at;
  Parser(String s) { this.s = s; }
  Expr parse() { Expr e = sum(); if (at < s.length()) throw new IllegalArgumentException("at " + at + ": " + s.charAt(at)); return e; }
  private Expr sum() { Expr l = product(); while (at < s.length() && (s.charAt(at) == '+' || s.charAt(at) == '-')) { char op = s.charAt(at++); l = new Expr.Bin(op, l, product()); } return l; }
  private Expr product() { Expr l = atom(); while (at < s.length() && (s.charAt(at) == '*' || s.charAt(at) == '/')) { char op = s.charAt(at++); l = new Expr.Bin(op, l, atom()); } return l; }
  private Expr atom() {
    if (s.charAt(at) == '-') { at++; return new Expr.Neg(atom()); }
    if (s.charAt(at) == '(') { at++; Expr e = sum(); at++; return e; }
    int from = at; while (at < s.length() && (Character.isDigit(s.charAt(at)) || s.charAt(at) == '.')) at++;
    return new Expr.Num(Double.parseDouble(s.substring(from, at)));
  }
}
record Eval(String text, Reply<Optional<Double>> reply) {}
final class Calculator implements Behavior<Eval> {
  private final Map<String, Expr> parsed = new HashMap<>();
  @Override public void receive(AgentContext<Eval> context, Eval m) {
    try { m.reply().send(Optional.of(value(parsed.computeIfAbsent(m.text(), t -> new Parser(t).parse())))); }
    catch (IllegalArgumentException | IndexOutOfBoundsException e) { context.self().toString(); m.reply().send(Optional.empty()); }
    finally { if (parsed.size() > 100) parsed.clear(); }
  }
  private static double value(Expr e) {
    return switch (e) {
      case Expr.Num(double v) -> v;
      case Expr.Neg(Expr inner) -> -value(inner);
      case Expr.Bin(char op, Expr l, Expr r) -> switch (op) { case '+' -> value(l) + value(r); case '-' -> value(l) - value(r); case '*' -> value(l) * value(r); default -> value(l) / value(r); };
    };
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Eval> c = rt.spawn(Calculator::new);
  Await<Optional<Double>> x = c.ask(r -> new Eval("1+2*(3-4)", r), Duration.ofSeconds(1));
  IO.println(x.join().map(d -> "= " + d).orElse("?")); } } }
