// reject: lambda in the enum constant keeps a counter array that all agents write
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Ids implements Supplier<Long> {
  SEQ { private final long[] next = {0}; @Override public Long get() { return next[0]++; } };
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> IO.println(Ids.SEQ.get())); a.signal("x"); } } } } // expect: CAP301
