// reject: both agents add to the list constant of an earlier interface with a default method that calls another
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

interface Defaults { List<String> NAMES = new ArrayList<>(); default String a() { return b(); } default String b() { return "b"; } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> Defaults.NAMES.add(s)); a.signal("x"); } } } } // expect: CAP301
