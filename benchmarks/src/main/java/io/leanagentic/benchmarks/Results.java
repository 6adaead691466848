package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.BenchmarkRow.Measure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/** What has been measured so far: the raw results, and the rows made from them. */
final class Results {
  private static final double CONFIDENCE = 0.95;

  private final List<RunResult> raw = new ArrayList<>();
  private final Map<BenchmarkRow, Map<Contestant, Measurement>> rows = new LinkedHashMap<>();

  /** Adds one answer. */
  Measurement add(BenchmarkRow row, Contestant contestant, RunResult result) {
    raw.add(result);
    Measurement measurement =
        switch (row.measure()) {
          case NANOSECONDS -> {
            Statistics time = result.getPrimaryResult().getStatistics();
            yield new Measurement(
                time.getMean(),
                time.getMeanErrorAt(CONFIDENCE),
                secondary(result, "gc.alloc.rate.norm"));
          }
          case BYTES -> {
            Statistics bytes = values(result, "bytesPerAgent");
            yield new Measurement(bytes.getMean(), bytes.getMeanErrorAt(CONFIDENCE), Double.NaN);
          }
          case LATENCY ->
              new Measurement(
                  values(result, "p50").getMean(),
                  Double.NaN,
                  Double.NaN,
                  List.of(values(result, "p99").getMean(), values(result, "p999").getMean()));
        };
    rows.computeIfAbsent(row, _ -> new EnumMap<>(Contestant.class)).put(contestant, measurement);
    return measurement;
  }

  /** One value per fork. JMH itself adds such counters up. */
  private static Statistics values(RunResult result, String label) {
    var values = new ListStatistics();
    for (var fork : result.getBenchmarkResults()) {
      values.addValue(Objects.requireNonNull(fork.getSecondaryResults().get(label)).getScore());
    }
    return values;
  }

  private static double secondary(RunResult result, String label) {
    var secondary = result.getSecondaryResults();
    for (String key : secondary.keySet()) {
      if (key.endsWith(label)) {
        return Objects.requireNonNull(secondary.get(key)).getScore();
      }
    }
    return Double.NaN;
  }

  boolean isEmpty() {
    return raw.isEmpty();
  }

  Map<BenchmarkRow, Map<Contestant, Measurement>> rows() {
    return rows;
  }

  /** Writes the raw output of JMH, all of it anew. */
  void writeJson(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(raw);
    }
  }

  /** Whether {@code measure} occurs. */
  boolean has(Measure measure) {
    return rows.keySet().stream().anyMatch(row -> row.measure() == measure);
  }
}
