// reject: who takes an Object that was sent may be given val, and writes it as what it turns out to be
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;
final class X { int n; int read() { return n; } }
final class Main {
  static void relay(@Sending Object o, AgentRef<X> a, AgentRef<List<String>> b) {
    if (o instanceof X x) { x.n++; } // expect: CAP203
    if (o instanceof List<?> l) { l.clear(); } // expect: CAP203
    switch (o) { case X x -> a.signal(x); default -> {} } // expect: CAP204
    ((X) o).n++; } // expect: CAP203
  static void main() { try (var rt = AgentRuntime.start()) { @Val X x = Cap.freeze(new X());
    AgentRef<X> a = rt.spawn("a", (c, m) -> {}); AgentRef<List<String>> b = rt.spawn("b", (c, m) -> {});
    relay(x, a, b); relay(x, a, b); } } }
