package io.leanagentic.examples.crew;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.Quorum;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A crew that writes about topics, with a local model that misbehaves, as a program. */
public final class Crew {
  private static final int WORKERS = 8;
  private static final int REVIEWERS = 5;
  private static final int TOKENS = 600;

  static final String HELP =
      """
      A crew calls a model over HTTP: a coordinator gives topics to eight workers, and
      drafts to a quorum of five reviewers, until its tokens are used up. The model, a
      local server, is slow, busy (429), broken (500) or silent every other time.

        --help          this text
      """;

  private Crew() {}

  /** Runs it; 0 if it went well, 2 if the arguments mean nothing. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.print(HELP);
      return 0;
    }
    if (!arguments.isEmpty()) {
      err.println("crew: unknown option \"" + arguments.getFirst() + "\"; see --help");
      return 2;
    }
    try (var server = new MoodyServer();
        var http = HttpClient.newHttpClient();
        var runtime = AgentRuntime.start()) {
      var topics = IntStream.range(0, 40).mapToObj("topic %02d"::formatted).toList();
      var report = work(runtime, new HttpModel(runtime, http, server.uri()), topics, TOKENS);
      new TreeMap<>(report.outcomes())
          .forEach((topic, outcome) -> out.println(topic + ": " + outcome));
      out.println(report.tokensUsed() + " tokens, " + server.requests() + " requests");
      return 0;
    } catch (IOException e) {
      err.println("crew: no server: " + e.getMessage());
      return 1;
    }
  }

  // region crew
  static Coordinator.Report work(AgentRuntime runtime, Model raw, List<String> topics, int tokens) {
    Model model = new PatientModel(runtime, raw);
    List<AgentRef<Worker.Draft>> workers =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> runtime.spawn("worker-" + i, () -> new Worker(model)))
            .toList();
    List<AgentRef<Reviewer.Review>> reviewers =
        IntStream.range(0, REVIEWERS)
            .mapToObj(i -> runtime.spawn("reviewer-" + i, () -> new Reviewer(model)))
            .toList();
    var quorum = Quorum.of(runtime, reviewers).withHedge(new Hedge(1, Duration.ofMillis(300)));
    AgentRef<Coordinator.Job> coordinator =
        runtime.spawn("coordinator", () -> new Coordinator(workers, quorum));
    return coordinator
        .<Coordinator.Report>ask(
            reply -> new Coordinator.Job(List.copyOf(topics), tokens, reply), Duration.ofMinutes(1))
        .join();
  }
  // endregion
}
