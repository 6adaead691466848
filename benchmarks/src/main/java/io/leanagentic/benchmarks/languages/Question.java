package io.leanagentic.benchmarks.languages;

/** What is asked of each contender; its programs know the question by its key. */
enum Question {
  SPAWN("spawn", "spawn", "ns"),
  FIRST("first", "spawn and first message handled", "ns"),
  SIGNAL("signal", "signal → handled", "ns"),
  PING_PONG("ping-pong", "ping-pong, round trip", "ns"),
  RING("ring", "ring of 1000, hop", "ns"),
  FAN_IN("fan-in", "fan-in 1000 → 1, message", "ns"),
  IDLE("idle", "idle, each", "bytes");

  final String key;
  final String title;
  final String unit;

  Question(String key, String title, String unit) {
    this.key = key;
    this.title = title;
    this.unit = unit;
  }
}
