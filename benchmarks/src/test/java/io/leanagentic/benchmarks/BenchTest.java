package io.leanagentic.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptions;

final class BenchTest {
  @Test
  void optionsOfJmhPassThrough() {
    assertEquals(List.of("Ping", "-prof", "gc"), Bench.forJmh(List.of("Ping", "-prof", "gc")));
  }

  @Test
  void ourOptionsAreOnesThatJmhUnderstands() throws Exception {
    var list = new CommandLineOptions(Bench.forJmh(List.of("--list")).toArray(String[]::new));
    assertEquals(true, list.shouldList());
    var quick =
        new CommandLineOptions(Bench.forJmh(List.of("--quick", "Ping")).toArray(String[]::new));
    assertEquals(1, quick.getForkCount().get());
    assertEquals(3, quick.getMeasurementIterations().get());
    assertEquals(List.of("Ping"), quick.getIncludes());
  }
}
