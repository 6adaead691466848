package io.leanagentic.observe.internal.finding;

import java.util.HashMap;
import java.util.Map;

/** For how long each of some things has been so, in look after look. */
final class Spells<K> {
  private Map<K, Long> before = new HashMap<>();
  private Map<K, Long> now = new HashMap<>();

  /** A new look: what is not so in it begins anew. */
  void begin() {
    before = now;
    now = new HashMap<>();
  }

  /** {@code key}, which is so, has been since {@code nanos}. */
  void began(K key, long nanos) {
    before.put(key, nanos);
  }

  /** {@code key} is so at {@code nanos}; returns for how long it has been, in ns. */
  long lasted(K key, long nanos) {
    long since = before.getOrDefault(key, nanos);
    now.put(key, since);
    return nanos - since;
  }
}
