package io.leanagentic.benchmarks;

import java.util.List;

/** Who answers a question: a column of the table. The name of a benchmark method says which. */
enum Column {
  OURS("lean-agentic", "lean-agentic", "agents"),
  BARE("bare", "bare", "bare"),
  PEKKO("Pekko typed", "Pekko", "pekko"),
  VIRTUAL("virtual threads", "virtual threads", "virtualThreads"),
  JCTOOLS("JCTools MPMC", "JCTools", "jctools"),
  BLOCKING_QUEUE("ArrayBlockingQueue", "ArrayBlockingQueue", "arrayBlockingQueue"),
  LOOP("loop of signals", "loop", "loop"),
  TOPIC("Pekko topic", "Pekko topic", "pekkoTopic"),
  LOCK("ReentrantLock", "ReentrantLock", "reentrantLock"),
  CAFFEINE("Caffeine", "Caffeine", "caffeine"),
  COPIED("copied each time", "copies", "copied"),
  SERIALIZED("serialized each time", "serialization", "serialized"),
  FORK_JOIN_POOL("ForkJoinPool", "ForkJoinPool", "forkJoinPool"),
  DISRUPTOR("LMAX Disruptor", "Disruptor", "disruptor"),
  VERTX("Vert.x event bus", "Vert.x", "vertx");

  /** Those without a column of their own in the table. */
  static final List<Column> OTHERS =
      List.of(
          JCTOOLS,
          BLOCKING_QUEUE,
          LOOP,
          TOPIC,
          LOCK,
          CAFFEINE,
          COPIED,
          SERIALIZED,
          FORK_JOIN_POOL,
          DISRUPTOR,
          VERTX);

  final String title;
  final String shortTitle;
  final String method;

  Column(String title, String shortTitle, String method) {
    this.title = title;
    this.shortTitle = shortTitle;
    this.method = method;
  }

  static Column of(String method) {
    for (Column column : values()) {
      if (column.method.equals(method)) {
        return column;
      }
    }
    throw new IllegalArgumentException(
        "benchmark method is " + method + "; allowed: those of Column");
  }
}
