package io.leanagentic.internal.await;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Something that was begun on behalf of a question, and ends with it. Any thread. */
public interface OnBehalf {

  /** The question is over. Throws nothing. */
  void over(Answer<?> question);

  /** Whether this has ended by itself. */
  boolean isOver();

  /** What was begun on behalf of one question, where that is more than one thing at a time. */
  final class Several implements OnBehalf {
    private @Nullable OnBehalf[] begun = new OnBehalf[4];
    private int size;

    Several(OnBehalf first) {
      begun[size++] = first;
    }

    /** Adds {@code next}; forgets what has ended whenever there is no room. */
    synchronized void add(OnBehalf next) {
      if (size == begun.length) {
        int open = 0;
        for (int i = 0; i < size; i++) {
          OnBehalf one = begun[i];
          if (one != null && !one.isOver()) {
            begun[open++] = one;
          }
        }
        Arrays.fill(begun, open, size, null);
        size = open;
        if (size > begun.length / 2) {
          begun = Arrays.copyOf(begun, 2 * begun.length);
        }
      }
      begun[size++] = next;
    }

    @Override
    public void over(Answer<?> question) {
      for (OnBehalf one = takeLast(); one != null; one = takeLast()) {
        one.over(question);
      }
    }

    private synchronized @Nullable OnBehalf takeLast() {
      if (size == 0) {
        return null;
      }
      OnBehalf last = begun[--size];
      begun[size] = null;
      return last;
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
