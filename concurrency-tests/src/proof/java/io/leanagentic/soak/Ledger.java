package io.leanagentic.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The books of one kind of thing, which are told apart by random numbers: each that begins must end
 * once, in whichever order the two are noted.
 */
final class Ledger {
  private static final String NOT_BEGUN = "one that never began, or ended before";

  private final String things;
  private final String end;
  private final LongAdder begun = new LongAdder();

  /** What has begun and not ended, or the other way round. */
  private final Map<Long, Object> open = new ConcurrentHashMap<>();

  Ledger(String things, String end) {
    this.things = things;
    this.end = end;
  }

  /** Notes that something began; {@code what} it is will be told if it does not end. */
  void begun(long id, Object what) {
    begun.increment();
    if (open.putIfAbsent(id, what) != null) {
      open.remove(id);
    }
  }

  void ended(long id) {
    Object what = open.putIfAbsent(id, NOT_BEGUN);
    if (what != null && what != NOT_BEGUN) {
      open.remove(id);
    }
  }

  boolean balances() {
    return open.isEmpty();
  }

  /** What is wrong, at rest. */
  String problem() {
    return "lost: of %,d %s, %,d are not %s; among them %s"
        .formatted(begun.sum(), things, open.size(), end, open.values().stream().limit(3).toList());
  }
}
