package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Channel;
import io.leanagentic.Promise;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thread that stops to wait, by an interrupt or by an abort, takes nothing any more. */
@Val
final class InterruptedWaitTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();
  private final Channel<Integer> channel = runtime.channel(4);

  private static void interruptIn(@Val Supplier<? extends Await<?>> await) throws Exception {
    for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
      var interrupted = new CountDownLatch(1);
      Thread thread =
          kind.start(() -> {
            assertThrows(AwaitException.class, () -> await.get().join());
            if (Thread.currentThread().isInterrupted()) {
              interrupted.countDown();
            }
          });
      Until.waiting(thread);
      thread.interrupt();
      Until.open("the wait ends with the interrupt status set", interrupted);
      thread.join();
    }
  }

  private void theNextElementIsForTheNext() {
    assertTrue(channel.trySend(1));
    assertEquals(Optional.of(1), channel.tryReceive());
  }

  @Test
  void anInterruptedJoinTakesNoElement() throws Exception {
    interruptIn(() -> channel.receiving(LONG));
    theNextElementIsForTheNext();
  }

  @Test
  void anInterruptedJoinOfACompositeTakesNoElement() throws Exception {
    Channel<Integer> other = runtime.channel(2);
    interruptIn(() -> Await.all(List.of(channel.receiving(LONG), other.receiving(LONG))));
    interruptIn(() -> Await.any(List.of(channel.receiving(LONG), other.receiving(LONG))));
    interruptIn(() -> channel.receiving(LONG).map(n -> n + 1).map(n -> n + 1));
    theNextElementIsForTheNext();
    assertTrue(other.trySend(2));
    assertEquals(Optional.of(2), other.tryReceive());
  }

  @Test
  void anInterruptedJoinLeavesTheElementsItHasBehind() throws Exception {
    Channel<Integer> other = runtime.channel(2);
    assertTrue(other.trySend(7));
    interruptIn(() -> Await.all(List.of(other.receiving(LONG), channel.receiving(LONG))));
    assertEquals(Optional.of(7), other.tryReceive());
    theNextElementIsForTheNext();
  }

  @Test
  void anInterruptedQuestionIsNotOpenAnyMore() throws Exception {
    var asked = new ConcurrentLinkedQueue<Promise<Integer>>();
    interruptIn(() -> {
      Promise<Integer> promise = runtime.promise(LONG);
      asked.add(promise);
      return promise.await();
    });
    asked.forEach(promise -> assertFalse(promise.reply().isOpen()));
  }

  @Test
  void aLoopAgentThatIsAbortedTakesNoElement() throws Exception {
    var begun = new CountDownLatch(1);
    AgentRef<String> loop =
        runtime.spawn(mailbox -> {
          begun.countDown();
          channel.receiving(LONG).join();
        });
    Until.open("it waits", begun);
    loop.abort();
    loop.termination(LONG).join();
    theNextElementIsForTheNext();
  }

  /** Whoever wins: the element is returned, or it is still there. */
  @Test
  void anElementThatComesWithTheInterruptIsNotLost() throws Exception {
    var barrier = new CyclicBarrier(2);
    for (int i = 0; i < 2_000; i++) {
      var got = new AtomicInteger();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  got.set(channel.receiving(LONG).join());
                } catch (AwaitException e) {
                  got.set(0);
                }
              });
      Thread interrupter =
          Thread.ofVirtual()
              .start(() -> {
                meet(barrier);
                thread.interrupt();
              });
      meet(barrier);
      assertTrue(channel.trySend(1));
      interrupter.join();
      thread.join();
      assertEquals(1, got.get() + channel.tryReceive().orElse(0), "round " + i);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
