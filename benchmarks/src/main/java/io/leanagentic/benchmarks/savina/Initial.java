package io.leanagentic.benchmarks.savina;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data that a dictionary begins with, made once, as published: before time counts. */
final class Initial {
  private static final Map<Integer, Map<Integer, Integer>> MAPS = new ConcurrentHashMap<>();

  private Initial() {}

  static Map<Integer, Integer> map(int entries) {
    return MAPS.computeIfAbsent(entries, Initial::make);
  }

  private static Map<Integer, Integer> make(int entries) {
    Map<Integer, Integer> map = HashMap.newHashMap(entries);
    for (int i = 0; i < entries; i++) {
      map.put(i, i);
    }
    return map;
  }
}
