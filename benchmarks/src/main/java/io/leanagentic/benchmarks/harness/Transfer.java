package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;

/** One thread puts numbers into a queue, the calling one takes them out and checks them. */
@Shared("both ends are made to be used at the same time; that is the question")
public final class Transfer {
  /** Room in the queue. */
  public static final int CAPACITY = 1024;

  @Val private static final Integer[] NUMBERS = Cap.freeze(numbers());

  /** Puts one element, waiting for room. */
  @FunctionalInterface
  public interface Put {
    /** Puts. */
    void put(Integer element) throws InterruptedException;
  }

  /** Takes one element, waiting for it. */
  @FunctionalInterface
  public interface Take {
    /** Takes. */
    Integer take() throws InterruptedException;
  }

  private final Put put;
  private final Take take;

  /** A transfer between two ends. */
  public Transfer(Put put, Take take) {
    this.put = put;
    this.take = take;
  }

  private static Integer[] numbers() {
    var numbers = new Integer[CAPACITY];
    for (int i = 0; i < CAPACITY; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  /** Moves {@code elements}; fails if one is missing or out of order. */
  public long run(int elements) {
    Thread sender =
        Thread.ofPlatform()
            .daemon()
            .name("sender")
            .start(() -> {
              try {
                for (int i = 0; i < elements; i++) {
                  put.put(NUMBERS[i & (CAPACITY - 1)]);
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException("the sender was interrupted", e);
              }
            });
    try {
      for (int i = 0; i < elements; i++) {
        int expected = i & (CAPACITY - 1);
        int element = take.take();
        if (element != expected) {
          throw new IllegalStateException("element is " + element + "; expected: " + expected);
        }
      }
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the receiver was interrupted", e);
    }
    return elements;
  }
}
