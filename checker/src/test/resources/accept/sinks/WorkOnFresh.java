package accept.sinks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import support.X;

/** Tasks that take all they need with them. */
class WorkOnFresh {
  void t(ExecutorService pool, String name) throws Exception {
    X x = new X(name);
    Future<Integer> n = pool.submit(() -> x.mutateAndGet());
    System.out.println(n.get());
    Thread thread = new Thread(() -> System.out.println(name));
    thread.start();
    thread.join();
    CompletableFuture.supplyAsync(() -> name.length()).thenAccept(i -> System.out.println(i));
  }
}
