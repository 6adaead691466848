// reject: inherited static
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

class Base { protected static final StringBuilder SB = new StringBuilder(); } class Sub extends Base { static void log(String s) { SB.append(s); } } // expect: CAP301
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> Sub.log(s)); a.signal("x"); }
} } }
