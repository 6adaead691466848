// reject: two agents use a ConcurrentHashMap parameter that is a subclass with a plain counter
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Counting extends ConcurrentHashMap<String, String> { private static final long serialVersionUID = 1; int reads; @Override public String get(Object key) { reads++; return super.get(key); } } // expect: CAP202
final class Main {
  static void agents(AgentRuntime rt, ConcurrentHashMap<String, String> map) { for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> IO.println(map.get(s))); a.signal("x"); } }
  static void main() { try (var rt = AgentRuntime.start()) { agents(rt, new Counting()); } } }
