package io.leanagentic.observe.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leanagentic.observe.AgentPage;
import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import io.leanagentic.observe.internal.look.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers browsers, and looks at the runtime on their behalf. */
public final class ConsoleServer {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final Observer observer;
  private final Guard guard;
  private final URI url;
  private final Page page = Page.load();
  private final Visits visits = new Visits();
  private final Feed feed = new Feed();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long nextCheck = System.nanoTime(); // used by the pulse only

  private ConsoleServer(HttpServer server, Observer observer) {
    this.server = server;
    this.observer = observer;
    InetSocketAddress address = server.getAddress();
    guard = new Guard(address.getAddress(), address.getPort());
    url =
        URI.create(
            "http://"
                + Guard.name(address.getAddress())
                + ":"
                + address.getPort()
                + "/?token="
                + guard.token());
  }

  /** Begins to listen. */
  public static ConsoleServer open(InetAddress address, int port, Observer observer)
      throws IOException {
    var console =
        new ConsoleServer(
            HttpServer.create(new InetSocketAddress(address, port), BACKLOG), observer);
    console.server.setExecutor(console.visits);
    console.server.createContext("/", console::handle);
    console.server.start();
    return console;
  }

  /** Where it is, with the token. */
  public URI url() {
    return url;
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed.get();
  }

  /** Whether a page reads along. */
  public boolean isWatched() {
    return !feed.readers().isEmpty();
  }

  /** Ends it: connections are closed. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      feed.close();
      server.stop(0);
      visits.endAll();
    }
  }

  /** Does what is due at {@code now}, in ns: called often, by one thread. */
  public void pulse(long now) {
    if (now - nextCheck >= 0) {
      nextCheck = now + PERIOD;
      visits.endOverdue(now);
    }
    observer.sample();
    for (Feed.Reader reader : feed.readers()) {
      reader.show(observer.recent(reader.query()));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request;
      try {
        request = Request.of(exchange);
      } catch (IllegalArgumentException e) {
        refuse(exchange, 400, e.getMessage());
        return;
      }
      Optional<String> objection = guard.objection(exchange, request);
      if (objection.isPresent()) {
        refuse(exchange, 403, objection.get());
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        refuse(exchange, 405, "allowed: GET");
      } else {
        answer(exchange, request);
      }
    }
  }

  private void answer(HttpExchange exchange, Request request) throws IOException {
    Query query;
    try {
      query = request.query();
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, e.getMessage());
      return;
    }
    switch (request.path()) {
      case "/" -> send(exchange, 200, "text/html", page.html());
      case "/events" -> stream(exchange, query);
      case "/agent.json" -> agent(exchange, request, "application/json", AgentPage::toJson);
      case "/agent.txt" -> agent(exchange, request, "text/plain", Text::agent);
      case "/snapshot.txt" -> text(exchange, request.parameter("view"), query);
      case "/snapshot.json" -> download(exchange, "application/json", "json", look(query).toJson());
      case "/snapshot.html" ->
          download(exchange, "text/html", "html", page.with(look(query).toJson()));
      default ->
          refuse(
              exchange,
              404,
              "there is /, /events, /agent.json and .txt, /snapshot.json, .html and .txt");
    }
  }

  private void agent(
      HttpExchange exchange, Request request, String type, Function<AgentPage, String> form)
      throws IOException {
    Optional<AgentPage> agent = observer.agent(request.parameter("path"));
    if (agent.isPresent()) {
      send(exchange, 200, type, form.apply(agent.get()));
    } else {
      refuse(exchange, 404, "there is no living agent of this path");
    }
  }

  /** For terminals. */
  private void text(HttpExchange exchange, String view, Query query) throws IOException {
    Snapshot shot = look(query);
    switch (view) {
      case "top" -> send(exchange, 200, "text/plain", Text.top(shot));
      case "workers" -> send(exchange, 200, "text/plain", Text.workers(shot));
      case "tree" -> send(exchange, 200, "text/plain", Text.tree(shot));
      case "findings" -> send(exchange, 200, "text/plain", Text.findings(shot));
      case "events" -> send(exchange, 200, "text/plain", Text.events(shot));
      case "panels" -> send(exchange, 200, "text/plain", Text.panels(shot));
      default ->
          refuse(
              exchange,
              400,
              "view is '" + view + "'; allowed: top, tree, workers, findings, events, panels");
    }
  }

  private Snapshot look(Query query) {
    return observer.recent(query);
  }

  /** One event for each snapshot, until the client goes away. */
  private void stream(HttpExchange exchange, Query query) throws IOException {
    try (Feed.Reader reader = feed.open(query)) {
      if (reader == null) {
        refuse(exchange, 503, "there are " + Feed.MOST_READERS + " pages already; close one");
        return;
      }
      Visits.Visit visit = Visits.current();
      headers(exchange, "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(": welcome\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush(); // the headers, too, which a client waits for
      while (!feed.isClosed()) {
        visit.waitsForUs();
        @Nullable Snapshot next = reader.next();
        String event = next == null ? ": nothing new\n\n" : "data: " + next.toJson() + "\n\n";
        visit.waitsForClient();
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the console is closed
    }
  }

  private void download(HttpExchange exchange, String type, String ending, String text)
      throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"agents." + ending + "\"");
    send(exchange, 200, type, text);
  }

  private void refuse(HttpExchange exchange, int status, @Nullable String why) throws IOException {
    send(exchange, status, "text/plain", why + "\n");
  }

  private void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    headers(exchange, type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void headers(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Content-Security-Policy", page.policy());
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
  }
}
