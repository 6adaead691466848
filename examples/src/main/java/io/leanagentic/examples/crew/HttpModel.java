package io.leanagentic.examples.crew;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A model behind HTTP. Blocks no thread; whoever stops waiting ends the request. */
record HttpModel(AgentRuntime runtime, HttpClient http, URI uri) implements Model {

  /** What is needed of a response. */
  private record Page(int status, String body, String tokens, String retryAfter) {
    static Page of(HttpResponse<String> response) {
      return new Page(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("X-Tokens").orElse("0"),
          response.headers().firstValue("Retry-After").orElse("1"));
    }
  }

  // region http
  @Override
  public Await<Answer> ask(String prompt, Duration timeout) {
    var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(prompt)).build();
    return runtime
        .awaitOf(http.sendAsync(request, BodyHandlers.ofString()).thenApply(Page::of), timeout)
        .flatMap(HttpModel::read);
  }

  private static Await<Answer> read(Page page) {
    return switch (page.status()) {
      case 200 -> Await.of(new Answer(page.body(), Integer.parseInt(page.tokens())));
      case 429 -> Await.failed(new Busy(Duration.ofSeconds(Long.parseLong(page.retryAfter()))));
      default -> Await.failed(new IOException("status " + page.status()));
    };
  }
  // endregion
}
