// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Task(int priority, String name) implements Comparable<Task> { @Override public int compareTo(Task o) { return Integer.compare(o.priority, priority); } }
sealed interface Q { record Add(Task t) implements Q {} record Next(int n, Reply<List<Task>> reply) implements Q {} }
final class Queue implements Behavior<Q> {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>(); private final Set<String> seen = new HashSet<>();
  @Override public void receive(AgentContext<Q> context, Q q) {
    switch (q) {
      case Q.Add(Task t) -> { if (seen.add(t.name())) tasks.add(t); }
      case Q.Next(int n, var reply) -> { var out = new ArrayList<Task>(n); for (Task t; out.size() < n && (t = tasks.poll()) != null; ) out.add(t); reply.send(out); }
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Q> q = rt.spawn(Queue::new); q.signal(new Q.Add(new Task(1, "a"))); Await<List<Task>> a = q.ask(r -> new Q.Next(2, r), Duration.ofSeconds(1)); List<Task> got = a.join(); got.sort(null); IO.println(got); } } }
