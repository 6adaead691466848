// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Op { ADD, SUB, MUL; int apply(int a, int b) { return switch (this) { case ADD -> a + b; case SUB -> a - b; case MUL -> a * b; }; } }
sealed interface Cmd permits Push, Do, Show {} record Push(int n) implements Cmd {} record Do(Op op) implements Cmd {} record Show(Reply<String> reply) implements Cmd {}
final class Calc implements Behavior<Cmd> { private final ArrayDeque<Integer> stack = new ArrayDeque<>(); private int errors;
  @Override public void receive(AgentContext<Cmd> context, Cmd cmd) {
    var text = switch (cmd) { case Push p when p.n() < 0 -> { errors++; yield "negative"; } case Push(var n) -> { stack.push(n); yield "ok"; } case Do(var op) -> { if (stack.size() < 2) { errors++; yield "empty"; } var b = stack.pop(); var a = stack.pop(); stack.push(op.apply(a, b)); yield "done"; } case Show(var reply) -> { reply.send(stack + " " + errors); yield ""; } };
    if (!text.isEmpty()) IO.println(text); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Cmd> c = rt.spawn(Calc::new); for (Cmd m : new Cmd[] {new Push(1), new Push(2), new Do(Op.MUL)}) c.signal(m); Await<String> s = c.ask(Show::new, Duration.ofSeconds(1)); IO.println(s.join()); } } }
