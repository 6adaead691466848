// reject: two agents use an ExecutorService parameter of the user's own with a plain counter
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Direct extends AbstractExecutorService { int n; public void shutdown() {} public List<Runnable> shutdownNow() { return List.of(); } public boolean isShutdown() { return false; } public boolean isTerminated() { return false; } // expect: CAP202
  public boolean awaitTermination(long t, TimeUnit u) { return true; } public void execute(Runnable r) { n++; r.run(); } }
final class Main {
  static void agents(AgentRuntime rt, ExecutorService pool) { for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> pool.execute(() -> IO.println("x"))); a.signal("x"); } }
  static void main() { try (var rt = AgentRuntime.start()) { agents(rt, new Direct()); } } }
