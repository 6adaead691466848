package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import org.jspecify.annotations.Nullable;

/** A request that waits for a resource. Guarded by the table's lock, except for final fields. */
final class Waiter {
  final String resource;
  final LeaseHolder holder;
  final @Nullable HolderState state;
  final long ttl;
  final Promise<Lease> promise;

  /** The line it stands in; null before and after. */
  @Nullable Line line;

  @Nullable Waiter ahead;
  @Nullable Waiter behind;
  @Nullable Waiter nextOfHolder;
  @Nullable Waiter previousOfHolder;

  Waiter(
      String resource,
      LeaseHolder holder,
      @Nullable HolderState state,
      long ttl,
      Promise<Lease> promise) {
    this.resource = resource;
    this.holder = holder;
    this.state = state;
    this.ttl = ttl;
    this.promise = promise;
  }

  Reply<Lease> reply() {
    return promise.reply();
  }

  /** The waiters for one resource, in order. The line passes from each lease to the next. */
  static final class Line {
    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private int size;

    int size() {
      return size;
    }

    @Nullable Waiter first() {
      return first;
    }

    /** Whether {@code waiter} is among the first {@code count}. */
    boolean isInFront(Waiter waiter, int count) {
      Waiter at = waiter;
      for (int i = 0; i < count; i++) {
        at = at.ahead;
        if (at == null) {
          return true;
        }
      }
      return false;
    }

    void add(Waiter waiter) {
      waiter.line = this;
      waiter.ahead = last;
      if (last == null) {
        first = waiter;
      } else {
        last.behind = waiter;
      }
      last = waiter;
      size++;
    }

    void remove(Waiter waiter) {
      Waiter ahead = waiter.ahead;
      Waiter behind = waiter.behind;
      if (ahead == null) {
        first = behind;
      } else {
        ahead.behind = behind;
      }
      if (behind == null) {
        last = ahead;
      } else {
        behind.ahead = ahead;
      }
      waiter.line = null;
      waiter.ahead = null;
      waiter.behind = null;
      size--;
    }
  }
}
