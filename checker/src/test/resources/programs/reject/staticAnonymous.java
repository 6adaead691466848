// reject: static anonymous class counts
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class H { static final Supplier<Long> NEXT = new Supplier<>() { long n; public Long get() { return n++; } }; }
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> IO.println(H.NEXT.get())); a.signal("x"); } // expect: CAP301
} } }
