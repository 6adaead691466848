package io.leanagentic.benchmarks.scale;

import io.leanagentic.benchmarks.micro.agents.Scaling;
import io.leanagentic.benchmarks.micro.rival.PekkoScaling;
import io.leanagentic.benchmarks.scale.Curve.Line;
import java.util.List;
import java.util.stream.LongStream;

/** All curves. */
final class Curves {
  private static final String OURS = "lean-agentic";
  private static final String PEKKO = "Pekko typed";
  private static final List<String> BIG = List.of("-Xms6g", "-Xmx6g");

  /** So that what is in use is close to what is needed. */
  private static final List<String> TIGHT =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmn16m", "-Xmx4g");

  private static final int CAPACITY = 1000;
  private static final int RING = 1000;
  private static final int TOKENS = 64;
  private static final long MOST_OF_PEKKO = 1_000_000;

  private Curves() {}

  static List<Curve> all() {
    return List.of(
        new Curve(
            "agents",
            "ns per hop around a ring, up to 64 tokens",
            "agents",
            powers(10, 10_000_000, 10),
            BIG,
            List.of(
                new Line(OURS, Curves::ring),
                new Line(
                    PEKKO, agents -> agents > MOST_OF_PEKKO ? Double.NaN : pekkoRing(agents)))),
        new Curve(
            "memory",
            "bytes of heap per agent of the ring",
            "agents",
            powers(1000, 10_000_000, 10),
            List.of("-Xmx6g"),
            List.of(
                new Line(OURS, Curves::bytes),
                new Line(
                    PEKKO, agents -> agents > MOST_OF_PEKKO ? Double.NaN : pekkoBytes(agents)))),
        new Curve(
            "producers",
            "ns per message from all producers to one agent",
            "producers",
            powers(1, 64, 2),
            BIG,
            List.of(
                new Line(OURS, producers -> fanIn((int) producers, CAPACITY)),
                new Line(PEKKO, Curves::pekkoFanIn))),
        new Curve(
            "workers",
            "ns per hop around a ring of 1000, 64 tokens",
            "workers",
            powers(1, 16, 2),
            BIG,
            List.of(new Line(OURS, Curves::workers))),
        new Curve(
            "capacity",
            "ns per message, one producer",
            "capacity of the mailbox",
            powers(1, 100_000, 10),
            BIG,
            List.of(new Line(OURS, capacity -> fanIn(1, (int) capacity)))),
        new Curve(
            "size",
            "ns per message made by one agent, received by another",
            "bytes of the message",
            powers(16, 65_536, 4),
            BIG,
            List.of(new Line(OURS, Curves::sized), new Line(PEKKO, Curves::pekkoSized))),
        new Curve(
            "overload-memory",
            "MB of heap at most; the consumer needs 1 µs per message",
            "messages sent",
            powers(10_000, 1_000_000, 10),
            TIGHT,
            List.of(
                new Line(OURS, Curves::overloadHeap), new Line(PEKKO, Curves::pekkoOverloadHeap))),
        new Curve(
            "overload-time",
            "ns per message; the consumer needs 1 µs per message",
            "messages sent",
            powers(10_000, 1_000_000, 10),
            TIGHT,
            List.of(
                new Line(OURS, Curves::overloadTime), new Line(PEKKO, Curves::pekkoOverloadTime))));
  }

  private static List<Long> powers(long from, long to, long factor) {
    return LongStream.iterate(from, point -> point <= to, point -> point * factor).boxed().toList();
  }

  private static int tokens(long agents) {
    return (int) Math.min(TOKENS, agents);
  }

  private static double ring(long agents) {
    try (var scaling = new Scaling()) {
      return Measuring.nanos(scaling.ring((int) agents, tokens(agents)), (int) agents);
    }
  }

  private static double pekkoRing(long agents) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.nanos(scaling.ring((int) agents, tokens(agents)), (int) agents);
    }
  }

  private static double bytes(long agents) throws InterruptedException {
    try (var scaling = new Scaling()) {
      return Measuring.bytes(() -> scaling.ring((int) agents, tokens(agents)), (int) agents);
    }
  }

  private static double pekkoBytes(long agents) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.bytes(() -> scaling.ring((int) agents, tokens(agents)), (int) agents);
    }
  }

  private static double workers(long workers) {
    try (var scaling = new Scaling((int) workers)) {
      return Measuring.nanos(scaling.ring(RING, TOKENS), RING);
    }
  }

  private static double fanIn(int producers, int capacity) {
    try (var scaling = new Scaling()) {
      return Measuring.nanos(scaling.fanIn(producers, capacity), 1);
    }
  }

  private static double pekkoFanIn(long producers) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.nanos(scaling.fanIn((int) producers), 1);
    }
  }

  private static double sized(long bytes) {
    try (var scaling = new Scaling()) {
      return Measuring.nanos(scaling.sized((int) bytes), 1);
    }
  }

  private static double pekkoSized(long bytes) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.nanos(scaling.sized((int) bytes), 1);
    }
  }

  private static double overloadHeap(long messages) {
    try (var scaling = new Scaling()) {
      return Measuring.peak(scaling.overload(), (int) messages);
    }
  }

  private static double pekkoOverloadHeap(long messages) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.peak(scaling.overload(), (int) messages);
    }
  }

  private static double overloadTime(long messages) {
    try (var scaling = new Scaling()) {
      return Measuring.once(scaling.overload(), (int) messages);
    }
  }

  private static double pekkoOverloadTime(long messages) throws Exception {
    try (var scaling = new PekkoScaling()) {
      return Measuring.once(scaling.overload(), (int) messages);
    }
  }
}
