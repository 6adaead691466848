package io.leanagentic.benchmarks.savina;

import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data that a dictionary begins with, made once, as published: before time counts. */
final class Initial {
  private static final ConcurrentHashMap<Integer, @Val Map<Integer, Integer>> MAPS =
      new ConcurrentHashMap<>();

  private Initial() {}

  @Val
  static Map<Integer, Integer> map(int entries) {
    @Val Map<Integer, Integer> known = MAPS.get(entries);
    if (known != null) {
      return known;
    }
    @Val Map<Integer, Integer> made = Cap.freeze(make(entries));
    MAPS.put(entries, made);
    return made;
  }

  private static Map<Integer, Integer> make(int entries) {
    Map<Integer, Integer> map = HashMap.newHashMap(entries);
    for (int i = 0; i < entries; i++) {
      map.put(i, i);
    }
    return map;
  }
}
