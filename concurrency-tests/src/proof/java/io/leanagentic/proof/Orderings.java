package io.leanagentic.proof;

import io.leanagentic.internal.agent.AgentOrderings;
import io.leanagentic.internal.await.AnswerOrderings;
import io.leanagentic.internal.channel.ChannelOrderings;
import io.leanagentic.internal.mailbox.MailboxOrderings;
import io.leanagentic.internal.scheduler.FrameOrderings;
import io.leanagentic.internal.scheduler.QueueOrderings;
import io.leanagentic.internal.scheduler.WorkerOrderings;
import io.leanagentic.orchestration.internal.lease.LeaseOrderings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** The orderings of memory accesses, which jcstress stresses on this machine's processors. */
final class Orderings implements Proof {
  /*
   * Each ordering is a class that jcstress runs, and its control a class beside it whose name ends with CONTROL. All of
   * them run in one process of jcstress, which forks a JVM for each.
   *
   * On a machine that orders memory as x86 does, a missing release or acquire shows only where the compiler reorders.
   * So controls of these are written in the order that plain accesses permit; the others leave out a fence or an atomic
   * step, which shows anywhere.
   */
  static final String CONTROL = "Broken";

  static final List<Class<?>> ALL =
      List.of(
          MailboxOrderings.Publish.class,
          MailboxOrderings.Idle.class,
          AgentOrderings.Park.class,
          AgentOrderings.IdleThenControl.class,
          AgentOrderings.Relief.class,
          AgentOrderings.Cold.class,
          QueueOrderings.PutSteal.class,
          QueueOrderings.TakeSteal.class,
          QueueOrderings.Reuse.class,
          WorkerOrderings.Slot.class,
          WorkerOrderings.Sleep.class,
          WorkerOrderings.Replace.class,
          FrameOrderings.Count.class,
          FrameOrderings.Observed.class,
          AnswerOrderings.Outcomes.class,
          AnswerOrderings.Completions.class,
          ChannelOrderings.Element.class,
          ChannelOrderings.Waiting.class,
          LeaseOrderings.Exclusive.class);

  @Override
  public String tool() {
    return "jcstress";
  }

  @Override
  public List<String> names() {
    return ALL.stream().map(Orderings::name).toList();
  }

  static String name(Class<?> test) {
    return test.getEnclosingClass().getSimpleName() + "." + test.getSimpleName();
  }

  @Override
  public List<Verdict> prove(List<String> names, Effort effort, Path folder)
      throws IOException, InterruptedException {
    int iterations = effort == Effort.QUICK ? 1 : 4;
    int millis = effort == Effort.QUICK ? 200 : 400;
    var tests = ALL.stream().filter(test -> names.contains(name(test))).toList();
    var filter =
        tests.stream()
            .map(test -> test.getName().replaceAll("[.$]", "[.]"))
            .collect(Collectors.joining("|", "^(", ")(" + CONTROL + ")?$"));
    long begin = System.nanoTime();
    Files.createDirectories(folder);
    delete(folder);
    var log = folder.resolve("jcstress.log");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-f",
                "1",
                "-iters",
                String.valueOf(iterations),
                "-time",
                String.valueOf(millis),
                "-sc",
                "false",
                // Lets the compiler reorder what it may.
                "-jvmArgs",
                "-XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM",
                "-r",
                "report",
                "-t",
                filter)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9 / Math.max(1, tests.size());
    var results = results(folder);
    var bound = iterations + " x " + millis + " ms";
    var verdicts = new ArrayList<Verdict>();
    for (var test : tests) {
      var real = named(results, test.getName());
      var control = named(results, test.getName() + CONTROL);
      long samples = real.stream().mapToLong(TestResult::getTotalCount).sum();
      verdicts.add(
          new Verdict(
              name(test),
              tool(),
              bound,
              samples,
              seconds,
              samples == 0 ? "did not run, exit code " + code + ": " + log : problem(real),
              caught(control) ? "" : "not caught in " + bound));
    }
    return verdicts;
  }

  private static Collection<TestResult> results(Path folder) throws IOException {
    var collector = new InProcessCollector();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".bin.gz")).toList()) {
        var reader = new DiskReadCollector(file.toString(), collector);
        reader.dump();
        reader.close();
      }
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
    return collector.getTestResults();
  }

  private static List<TestResult> named(Collection<TestResult> results, String name) {
    return results.stream().filter(it -> it.getName().equals(name.replace('$', '.'))).toList();
  }

  private static String problem(List<TestResult> results) {
    return results.stream()
        .filter(result -> !result.grading().isPassed)
        .flatMap(result ->
            Stream.concat(
                result.grading().gradingResults.values().stream()
                    .filter(it -> it.expect == Expect.FORBIDDEN && it.count > 0)
                    .map(it -> it.id + ": " + it.description),
                result.getMessages().stream()))
        .findFirst()
        .orElseGet(() ->
            results.stream().allMatch(it -> it.grading().isPassed) ? "" : "failed; see the report");
  }

  private static boolean caught(List<TestResult> results) {
    return results.stream()
        .flatMap(result -> result.grading().gradingResults.values().stream())
        .anyMatch(Orderings::isInteresting);
  }

  private static boolean isInteresting(GradingResult outcome) {
    return outcome.expect == Expect.ACCEPTABLE_INTERESTING && outcome.count > 0;
  }

  /** Deletes what an earlier run left in {@code folder}. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          Files.delete(each);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
