// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Job { final int id; final int[] data; Job(int id, int n) { this.id = id; data = IntStream.range(0, n).toArray(); } }
final class Main { static void main() throws InterruptedException { try (var rt = AgentRuntime.start()) {
  Channel<Job> jobs = rt.channel(8); Channel<Job> done = rt.channel(8);
  List<Thread> threads = new ArrayList<>();
  for (int i = 0; i < 2; i++) threads.add(Thread.startVirtualThread(() -> {
    try {
      for (Job job : jobs) { Arrays.setAll(job.data, k -> job.data[k] * 2); done.send(job, Duration.ofSeconds(1)); }
    } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
  }));
  for (int i = 0; i < 4; i++) { Job job = new Job(i, 10); job.data[0] = 7; jobs.send(job, Duration.ofSeconds(1)); }
  jobs.close();
  for (Thread t : threads) t.join();
  done.close();
  int sum = 0; Iterator<Job> it = done.iterator();
  while (it.hasNext()) { Job j = it.next(); sum += j.data[1]; }
  Optional<Job> none = done.isClosed() ? Optional.empty() : done.tryReceive();
  IO.println(sum + " " + none.isPresent()); } } }
