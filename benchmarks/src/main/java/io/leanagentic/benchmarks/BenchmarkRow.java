package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.JvmFlags;
import io.leanagentic.benchmarks.micro.AskBenchmark;
import io.leanagentic.benchmarks.micro.AskFromThreadBenchmark;
import io.leanagentic.benchmarks.micro.AwaitChainBenchmark;
import io.leanagentic.benchmarks.micro.BroadcastBenchmark;
import io.leanagentic.benchmarks.micro.BusyBenchmark;
import io.leanagentic.benchmarks.micro.BusySenderBenchmark;
import io.leanagentic.benchmarks.micro.ChannelBenchmark;
import io.leanagentic.benchmarks.micro.ChannelTransferBenchmark;
import io.leanagentic.benchmarks.micro.FanInBenchmark;
import io.leanagentic.benchmarks.micro.HandOver1KBenchmark;
import io.leanagentic.benchmarks.micro.HandOver1MBenchmark;
import io.leanagentic.benchmarks.micro.HandOver64KBenchmark;
import io.leanagentic.benchmarks.micro.IdleBenchmark;
import io.leanagentic.benchmarks.micro.IdleLoopBenchmark;
import io.leanagentic.benchmarks.micro.IdleNamedBenchmark;
import io.leanagentic.benchmarks.micro.IdleWithStateBenchmark;
import io.leanagentic.benchmarks.micro.LeaseBenchmark;
import io.leanagentic.benchmarks.micro.LoopPingPongBenchmark;
import io.leanagentic.benchmarks.micro.PingPongBenchmark;
import io.leanagentic.benchmarks.micro.QuorumBenchmark;
import io.leanagentic.benchmarks.micro.RingBenchmark;
import io.leanagentic.benchmarks.micro.SendBenchmark;
import io.leanagentic.benchmarks.micro.ShardLookupBenchmark;
import io.leanagentic.benchmarks.micro.ShardSignalBenchmark;
import io.leanagentic.benchmarks.micro.SignalBenchmark;
import io.leanagentic.benchmarks.micro.SkewBenchmark;
import io.leanagentic.benchmarks.micro.SpawnBenchmark;
import io.leanagentic.benchmarks.micro.SpawnSignalBenchmark;
import io.leanagentic.benchmarks.micro.StartBenchmark;
import io.leanagentic.benchmarks.micro.TimersBenchmark;
import io.leanagentic.benchmarks.micro.WakeUpBenchmark;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A row of the table.
 *
 * @param title what is measured
 * @param benchmark whose methods answer it, one per {@link Contestant}
 * @param measure what of it is looked at
 * @param jvmArgs of all who answer
 * @param targets what our answer ought to be
 * @param onlyInFullRun whether a quick run leaves it out
 */
record BenchmarkRow(
    String title,
    Class<?> benchmark,
    Measure measure,
    List<String> jvmArgs,
    List<Target> targets,
    boolean onlyInFullRun) {

  enum Measure {
    /** Time per operation, in nanoseconds. */
    NANOSECONDS("ns"),
    /** Heap per agent, in bytes; see {@link io.leanagentic.benchmarks.micro.Footprint}. */
    BYTES("bytes"),
    /**
     * Three percentiles, in nanoseconds; see {@link io.leanagentic.benchmarks.micro.Percentiles}.
     */
    LATENCY("ns: p50, p99, p99.9");

    final String unit;

    Measure(String unit) {
      this.unit = unit;
    }
  }

  private static final String COMPACT = "-XX:+UseCompactObjectHeaders";

  private static final List<String> BIG_HEAP = List.of("-Xmx4g");

  /** All, in the order of the table. */
  static List<BenchmarkRow> all() {
    var all = new ArrayList<BenchmarkRow>();
    all.add(time("spawn, from an agent", SpawnBenchmark.class).with(ahead(60), atMost(60), bare()));
    all.add(time("spawn and first message handled", SpawnSignalBenchmark.class).with(bare()));
    all.add(
        time("signal → handled, agent to agent", SignalBenchmark.class)
            .with(ahead(3), atMost(30), bare(), new Target.AllocatesAtMost(32)));
    all.add(time("send → handled, thread to agent", SendBenchmark.class).with());
    all.add(
        time("ping-pong, round trip", PingPongBenchmark.class).with(ahead(6), atMost(55), bare()));
    all.add(time("ring of 1000, hop", RingBenchmark.class).with(ahead(7), atMost(30), bare()));
    all.add(
        time("fan-in 1000 → 1, message", FanInBenchmark.class)
            .with(ahead(2.5), atMost(40), bare()));
    all.add(
        time("loop agents, ping-pong, round trip", LoopPingPongBenchmark.class)
            .with(new Target.Ahead(Contestant.VIRTUAL, 1.2)));
    all.add(time("ask, agent to agent", AskBenchmark.class).with());
    all.add(time("ask, from a thread", AskFromThreadBenchmark.class).with());
    all.add(
        time("channel, send and receive, one thread", ChannelBenchmark.class)
            .with(new Target.Within(Contestant.JCTOOLS, 1.5)));
    all.add(time("channel, thread to thread, element", ChannelTransferBenchmark.class).with());
    all.add(
        time("shard lookup, 100 shards", ShardLookupBenchmark.class).with(atMost(50)).inFullRun());
    all.add(time("signal by key → handled, 8 shards", ShardSignalBenchmark.class).inFullRun());
    all.add(time("quorum of 5, ask → decision", QuorumBenchmark.class).with(atMost(5_000)));
    all.add(time("lease, acquire and release", LeaseBenchmark.class).with(atMost(500)));
    all.add(time("broadcast to 1000, each message handled", BroadcastBenchmark.class).inFullRun());
    all.add(time("hand over 1 KB, agent to agent", HandOver1KBenchmark.class).inFullRun());
    all.add(time("hand over 64 KB, agent to agent", HandOver64KBenchmark.class).inFullRun());
    all.add(
        time("hand over 1 MB, agent to agent", HandOver1MBenchmark.class)
            .with(new Target.Ahead(Contestant.COPIED, 100), new Target.AllocatesAtMost(256)));
    all.add(time("await chain of 10, question", AwaitChainBenchmark.class).inFullRun());
    all.add(time("1 million timers, timer", TimersBenchmark.class).inFullRun());
    all.add(time("work of one agent, spread, 5 µs each", SkewBenchmark.class).inFullRun());
    all.add(time("start and end of a runtime", StartBenchmark.class).inFullRun());
    all.add(latency("thread to agent, all workers asleep", WakeUpBenchmark.class));
    all.add(latency("agent to agent, sender goes on computing", BusySenderBenchmark.class));
    all.add(latency("agent to agent, all workers busy", BusyBenchmark.class));
    all.add(heap("idle agent, lambda", IdleBenchmark.class, false).with(atMost(96)));
    all.add(
        heap("idle agent, lambda, compact headers", IdleBenchmark.class, true).with(atMost(64)));
    all.add(heap("idle agent, with state", IdleWithStateBenchmark.class, false).with());
    all.add(
        heap("idle agent, with state, compact headers", IdleWithStateBenchmark.class, true).with());
    all.add(heap("idle agent, named", IdleNamedBenchmark.class, false).with());
    all.add(heap("idle agent, named, compact headers", IdleNamedBenchmark.class, true).with());
    all.add(heap("idle loop agent", IdleLoopBenchmark.class, false).with());
    all.add(heap("idle loop agent, compact headers", IdleLoopBenchmark.class, true).with());
    return List.copyOf(all);
  }

  private static BenchmarkRow time(String title, Class<?> benchmark) {
    return new BenchmarkRow(title, benchmark, Measure.NANOSECONDS, JvmFlags.TIME, List.of(), false);
  }

  private static BenchmarkRow latency(String title, Class<?> benchmark) {
    return new BenchmarkRow(title, benchmark, Measure.LATENCY, JvmFlags.TIME, List.of(), true);
  }

  private static BenchmarkRow heap(String title, Class<?> benchmark, boolean compact) {
    var arguments = new ArrayList<>(BIG_HEAP);
    if (compact) {
      arguments.add(COMPACT);
    }
    return new BenchmarkRow(
        title, benchmark, Measure.BYTES, List.copyOf(arguments), List.of(), false);
  }

  private BenchmarkRow with(Target... targets) {
    return new BenchmarkRow(title, benchmark, measure, jvmArgs, List.of(targets), onlyInFullRun);
  }

  private BenchmarkRow inFullRun() {
    return new BenchmarkRow(title, benchmark, measure, jvmArgs, targets, true);
  }

  private static Target ahead(double factor) {
    return new Target.Ahead(Contestant.PEKKO, factor);
  }

  private static Target atMost(double limit) {
    return new Target.AtMost(limit);
  }

  private static Target bare() {
    return new Target.Within(Contestant.BARE, 1.5);
  }

  /** Who answers, in the order of the columns. */
  List<Contestant> contestants() {
    return Arrays.stream(benchmark.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(Method::getName)
        .map(Contestant::of)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** {@code PingPongBenchmark.agents}. */
  String name(Contestant contestant) {
    return benchmark.getSimpleName() + "." + contestant.method;
  }

  /** Whether it is asked for: one pattern at least is found in the name or the title. */
  boolean matches(Contestant contestant, List<Pattern> patterns) {
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(p -> p.matcher(name(contestant)).find() || p.matcher(title).find());
  }
}
