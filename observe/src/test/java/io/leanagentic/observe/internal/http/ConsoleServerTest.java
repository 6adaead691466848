package io.leanagentic.observe.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.observe.Observer;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and attackers get. The test is the pulse of the server. */
class ConsoleServerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LONG = Duration.ofHours(1).toNanos();
  private static final int MANY = 1_000;
  private static final int FEW = 8; // seconds that no client is cut off in
  private static final String HOSTILE = "<script>alert(1)<!--";

  /** The machine's clock, and what was added to it. */
  private static final class Leaping implements Clock {
    private final AtomicLong added = new AtomicLong();

    @Override
    public long nanoTime() {
      return System.nanoTime() + added.get();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  private final Leaping clock = new Leaping();
  private final AgentRuntime runtime =
      AgentRuntime.start(RuntimeConfig.defaults().withSeams(Seams.system().withClock(clock)));
  private final Observer observer = Observer.of(runtime);
  private final List<Socket> sockets = new ArrayList<>();
  private ConsoleServer server;
  private Web web;
  private long now = System.nanoTime();

  @BeforeEach
  void open() throws IOException {
    server = ConsoleServer.open(InetAddress.getLoopbackAddress(), 0, observer);
    web = new Web(server.url());
    runtime.spawn(HOSTILE, (AgentContext<String> context, String message) -> {});
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
    observer.close();
    runtime.close();
  }

  private Socket connect() throws IOException {
    Socket socket = web.connect();
    sockets.add(socket);
    return socket;
  }

  /** A page that reads along, up to the end of the headers. */
  private BufferedReader stream(String path) throws IOException {
    Socket socket = connect();
    Web.send(socket, web.request("GET", path));
    BufferedReader reader = Web.reader(socket);
    assertEquals("HTTP/1.1 200 OK", reader.readLine());
    for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
      line = reader.readLine();
    }
    return reader;
  }

  /** A pulse a second after the last; what was seen before is old, however long it took. */
  private void pulse() {
    clock.added.addAndGet(LONG);
    server.pulse(now += SECOND);
  }

  /** The next line of an event, past the sizes of chunks. */
  private static String data(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (!line.startsWith("data: ")) {
      line = reader.readLine();
    }
    return line;
  }

  // What is there.

  @Test
  void thePageLoadsNothingAndMayDoLittle() throws IOException {
    String page = web.get("/");
    assertTrue(page.startsWith("HTTP/1.1 200"), page);
    String policy =
        page.lines()
            .filter(line -> line.startsWith("Content-security-policy: "))
            .findFirst()
            .orElseThrow();
    assertTrue(policy.contains("default-src 'none'; connect-src 'self'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    String code =
        page.substring(page.indexOf("<!doctype"))
            .replaceAll("(?s)/\\*!.*?\\*/", "")
            .replace("http://www.w3.org/2000/svg", "");
    assertFalse(code.contains("://"), "another host");
  }

  @Test
  void eachPulseOfASecondIsAnEvent() throws IOException {
    BufferedReader reader = stream("/events");
    for (int i = 0; i < 3; i++) {
      pulse();
      String event = data(reader);
      assertTrue(event.contains("\"agentsAlive\":1"), event);
      assertTrue(event.contains("/\\u003cscript\\u003ealert(1)"), event);
      assertFalse(event.contains("<"), event);
    }
  }

  @Test
  void aSavedPageHoldsTheSnapshotAndNoScriptOfUsers() throws IOException {
    String page = web.get("/");
    String saved = web.get("/snapshot.html");
    assertTrue(saved.contains("attachment; filename=\"agents.html\""), saved);
    assertTrue(saved.contains("/\\u003cscript\\u003ealert(1)"), saved);
    assertEquals(page.split("<script", -1).length, saved.split("<script", -1).length);
    assertTrue(web.get("/snapshot.json").contains("\"agentsAlive\":1"));
  }

  @Test
  void oneAgentHasAPage() throws IOException {
    runtime.spawn("plain", (AgentContext<String> context, String message) -> {});
    assertTrue(web.get("/agent.json?path=/plain").contains("\"path\":\"/plain\""));
    assertTrue(web.get("/agent.json?path=/nobody").startsWith("HTTP/1.1 404"));
    assertTrue(web.get("/agent.json").startsWith("HTTP/1.1 404"));
  }

  // Who is refused.

  @ParameterizedTest
  @ValueSource(strings = {"/", "/events", "/agent.json", "/snapshot.json", "/nothing"})
  void withoutTheTokenThereIsNothing(String path) throws IOException {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + server.url().getPort();
    for (String query : List.of("", "?token=", "?token=0123456789abcdef0123456789abcdef")) {
      String answer = web.exchange("GET " + path + query + host + "\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
      assertTrue(answer.contains("the token is missing or wrong"), answer);
    }
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws IOException {
    assertTrue(web.get("/events", "Origin: http://evil.example").startsWith("HTTP/1.1 403"));
    assertTrue(web.get("/snapshot.json", "Sec-Fetch-Site: cross-site").startsWith("HTTP/1.1 403"));
    String other = web.request("GET", "/").replace("127.0.0.1", "evil.example");
    assertTrue(web.exchange(other).startsWith("HTTP/1.1 403"));
  }

  @Test
  void badRequestsGetAClearAnswer() throws IOException {
    assertTrue(web.get("/nothing").startsWith("HTTP/1.1 404"));
    assertTrue(web.exchange(web.request("POST", "/")).startsWith("HTTP/1.1 405"));
    assertTrue(web.get("/events?top=0").contains("top is 0; allowed: 1 to 1000"));
    assertTrue(web.get("/events?sort=age").contains("sort is 'age'; allowed: [BUSY, DEPTH, "));
    assertTrue(web.get("/events?top=all").contains("top is 'all'; allowed: 1 to 1000"));
    assertTrue(web.get("/?search=" + "x".repeat(4_000)).contains("more than 4000 characters"));
    assertTrue(web.get("/?search=%zz").startsWith("HTTP/1.1 400"));
  }

  // Who is too much.

  @Test
  void aPageTooManyIsRefused() throws IOException {
    for (int i = 0; i < Feed.MOST_READERS; i++) {
      stream("/events");
    }
    String refused = web.get("/events");
    assertTrue(refused.startsWith("HTTP/1.1 503"), refused);
    assertTrue(web.get("/").startsWith("HTTP/1.1 200"));
  }

  @Test
  void aPageThatDoesNotReadHoldsUpNobody() throws IOException {
    for (int i = 0; i < MANY; i++) {
      runtime.spawn("x".repeat(100) + i, (AgentContext<String> context, String message) -> {});
    }
    Socket stalled = connect();
    stalled.setReceiveBufferSize(1);
    Web.send(stalled, web.request("GET", "/events?top=" + MANY));
    BufferedReader reader = stream("/events");
    for (int i = 0; i < FEW; i++) {
      pulse();
      data(reader);
    }
  }

  @Test
  void requestsThatDoNotEndLoseTheirConnection() throws IOException {
    var slow = new ArrayList<Socket>();
    for (int i = 0; i < Visits.MOST; i++) {
      Socket socket = connect();
      Web.send(socket, "GET / HTTP/1.1\r\nHost:");
      slow.add(socket);
    }
    for (Socket socket : slow) {
      assertTrue(losesItsConnection(socket));
    }
    assertTrue(web.get("/").startsWith("HTTP/1.1 200"));
  }

  /** Reads while the server has one pulse after the other, each a minute later. */
  private boolean losesItsConnection(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    for (; ; ) {
      server.pulse(now += 60 * SECOND);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException e) {
        // its request has not begun to be read yet
      } catch (SocketException e) {
        return true; // reset
      }
    }
  }

  @Test
  void idleConnectionsHoldUpNobody() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      connect();
    }
    assertTrue(web.get("/").startsWith("HTTP/1.1 200"));
  }

  @Test
  void anEndlessHeaderIsCutOff() throws IOException {
    Socket socket = connect();
    Web.send(socket, "GET / HTTP/1.1\r\nX: ");
    String part = "x".repeat(1 << 16);
    try {
      for (int i = 0; i < 1_000; i++) {
        Web.send(socket, part);
      }
    } catch (IOException expected) {
      return; // the other side has closed
    }
    throw new AssertionError("64 MB of one header were read");
  }
}
