package io.leanagentic.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leanagentic.AgentRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on slow things shows, with a server that fails, is slow or silent. */
@Timeout(60)
final class SlowThingsTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final AgentRuntime runtime = AgentRuntime.start();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  SlowThingsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/good", exchange -> send(exchange, 200));
    server.createContext("/bad", exchange -> send(exchange, 500));
    server.createContext("/silent", this::waits);
    server.createContext(
        "/moody", exchange -> send(exchange, requests.incrementAndGet() < 3 ? 500 : 200));
    server.createContext(
        "/lazy",
        exchange -> {
          if (requests.incrementAndGet() == 1) {
            waits(exchange);
          } else {
            send(exchange, 200);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    end.countDown();
    runtime.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void waits(HttpExchange exchange) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      byte[] body = "page".getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private URI page(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Test
  void anAgentFetchesAPage() {
    assertEquals("page", SlowThings.fetched(page("/good")));
  }

  @Test
  void onePageAfterTheOtherAndAnotherIfThatFails() {
    assertEquals(
        "pagepage", SlowThings.composed(runtime, page("/good"), page("/good"), page("/bad")));
    assertEquals("page", SlowThings.composed(runtime, page("/good"), page("/bad"), page("/good")));
    assertEquals(
        "nothing", SlowThings.composed(runtime, page("/bad"), page("/good"), page("/bad")));
  }

  @Test
  void theFirstPageOfTwo() {
    assertEquals("page", SlowThings.raced(runtime, page("/silent"), page("/good")));
  }

  @Test
  void aPageThatDoesNotComeInTime() {
    assertEquals("no page in time", SlowThings.impatient(runtime, page("/silent")));
  }

  @Test
  void aPageThatComesAtTheThirdAttempt() {
    assertEquals("page", SlowThings.persistent(runtime, page("/moody")));
    assertEquals(3, requests.get());
  }

  @Test
  void aSecondRequestAnswersForTheFirst() {
    assertEquals("page", SlowThings.hedged(runtime, page("/lazy")));
  }
}
