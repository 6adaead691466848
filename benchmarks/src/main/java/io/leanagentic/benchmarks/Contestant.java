package io.leanagentic.benchmarks;

import java.util.List;

/** What is measured: a column of the table. The name of a benchmark method says which. */
enum Contestant {
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
  static final List<Contestant> OTHERS =
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

  Contestant(String title, String shortTitle, String method) {
    this.title = title;
    this.shortTitle = shortTitle;
    this.method = method;
  }

  static Contestant of(String method) {
    for (Contestant contestant : values()) {
      if (contestant.method.equals(method)) {
        return contestant;
      }
    }
    throw new IllegalArgumentException(
        "benchmark method is " + method + "; allowed: those of Contestant");
  }
}
