package io.leanagentic.examples.crew;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A local model that is often slow, busy, broken or silent. */
final class MoodyServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  MoodyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, requests.getAndIncrement()));
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  int requests() {
    return requests.get();
  }

  private static void answer(HttpExchange exchange, int number) throws IOException {
    try (exchange) {
      String prompt = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      switch (number % 8) {
        case 1 -> Thread.sleep(Duration.ofMillis(400)); // slow
        case 3 -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(429, -1);
          return;
        }
        case 5 -> {
          exchange.sendResponseHeaders(500, -1);
          return;
        }
        case 7 -> Thread.sleep(Duration.ofMinutes(1)); // silent
        default -> {}
      }
      String text = prompt.startsWith("is this") ? "yes" : "all of " + prompt.substring(12);
      exchange.getResponseHeaders().set("X-Tokens", String.valueOf(text.length()));
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
