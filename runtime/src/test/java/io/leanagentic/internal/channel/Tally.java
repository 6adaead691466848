package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/**
 * What one receiver got: how often each element, and whether those of each sender came in order.
 * For one thread at a time.
 */
final class Tally {
  private final int each;
  private final int[] count;
  private final int[] last;

  /** For elements that are {@code sender * each + number}. */
  Tally(int senders, int each) {
    this.each = each;
    this.count = new int[senders * each];
    this.last = new int[senders];
    Arrays.fill(last, -1);
  }

  void add(int element) {
    int sender = element / each;
    assertTrue(element > last[sender], () -> element + " came after " + last[sender]);
    last[sender] = element;
    count[element]++;
  }

  /** Counts without regard to the order. */
  void addUnordered(int element) {
    count[element]++;
  }

  void merge(Tally other) {
    for (int i = 0; i < count.length; i++) {
      count[i] += other.count[i];
    }
  }

  int count(int element) {
    return count[element];
  }

  void assertEachOnce() {
    for (int i = 0; i < count.length; i++) {
      assertEquals(1, count[i], "element " + i);
    }
  }
}
