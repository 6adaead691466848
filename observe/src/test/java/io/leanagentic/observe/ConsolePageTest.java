package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Subscription;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of the console, in a real browser. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
final class ConsolePageTest {
  private static final String HOSTILE = "<img src=x onerror=document.title='taken'>";

  private Browser browser;
  private AgentRuntime runtime;
  private Console console;

  /** Adds up what it gets. */
  private static final class Adder implements Behavior<Integer> {
    private long sum;

    @Override
    public void receive(AgentContext<Integer> context, Integer number) {
      sum += number;
      if (sum < 0) {
        throw new IllegalStateException("below zero");
      }
    }
  }

  @BeforeAll
  void start() {
    browser = Browser.start();
  }

  @AfterAll
  void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void begin() {
    runtime = AgentRuntime.start();
    console = Console.start(runtime);
  }

  @AfterEach
  void close() {
    console.close();
    runtime.close();
  }

  private void open() throws InterruptedException {
    browser.open(console.url());
    browser.untilText("#status", "live");
  }

  @Test
  void itShowsAgentsAndRunsNothingOfTheirNames() throws InterruptedException {
    runtime.spawn(HOSTILE, Adder::new).signal(7);
    open();
    assertEquals("Nothing is wrong.", browser.text("#findings"));
    browser.untilText("#rows", HOSTILE);
    assertTrue(browser.text("#tree .title").startsWith("<img src=x onerror"));
    browser.click("#rows button");
    browser.untilText("#details", "ConsolePageTest.Adder");
    assertEquals("/" + HOSTILE, browser.text("#agent-title"));
    assertEquals(0, browser.count("img"));
    assertEquals(3, browser.count("#curves canvas"));
    assertEquals(runtime.config().workers(), browser.count("#scheduling tr"));
    assertEquals("lean-agentic", browser.run("return document.title"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void itSortsSearchesAndOpensAnAgent() throws InterruptedException {
    AgentRef<Integer> busy = runtime.spawn("busy", Adder::new);
    AgentRef<Integer> quiet = runtime.spawn("quiet", Adder::new);
    for (int i = 0; i < 1_000; i++) {
      busy.signal(1);
    }
    quiet.signal(1);
    open();
    browser.click("th:nth-child(8) button"); // handled
    browser.untilText("#rows tr:first-child", "1,000");
    browser.untilText("th:nth-child(8)[aria-sort=descending]", "Handled");
    browser.type("#search", "QUI");
    browser.untilText("#shown", "1 of 2 agents");
    assertEquals(List.of("/quiet"), browser.texts("#rows td:first-child"));
    browser.click("#rows button");
    browser.untilText("#details", "1, ");
    browser.press(Keys.ESCAPE);
    assertFalse(browser.text("#agent").contains("/quiet"));
  }

  @Test
  void itNamesACulpritAndWhatHappened() throws InterruptedException {
    AgentRef<Integer> shaky = runtime.spawn("shaky", Adder::new);
    open();
    for (int i = 0; i < 20; i++) {
      shaky.signal(-1);
    }
    browser.untilText("#findings", "/shaky");
    browser.untilText("#events", "IllegalStateException: below zero");
    browser.type("#filter", "restarted");
    browser.untilText("#events", "restart");
    assertFalse(browser.text("#events").contains("below zero"));
    assertEquals(1, browser.count("#tree .node.trouble"));
  }

  record Ball(AgentRef<Ball> from) {}

  /** Sends back what it gets. */
  private static final class Player implements Behavior<Ball> {
    @Override
    public void receive(AgentContext<Ball> context, Ball ball) {
      ball.from().signal(new Ball(context.self()));
    }
  }

  @Test
  void itDrawsWhoSendsToWhom() throws InterruptedException {
    AgentRef<Ball> ping = runtime.spawn("ping", Player::new);
    AgentRef<Ball> pong = runtime.spawn("pong", Player::new);
    ping.signal(new Ball(pong));
    open();
    browser.untilText("#talks", "/ping");
    assertEquals(2, browser.count("#talks .band"));
    assertEquals(4, browser.count("#talks [role=button]"));
    runtime.abort(); // it would go on for ever
  }

  @Test
  void itShowsWhatLibrariesShow() throws InterruptedException {
    Subscription shown =
        Inspection.of(runtime)
            .show(() ->
                new Panel("Rooms", HOSTILE, List.of("room", "guests"), List.of(List.of("a", "1"))));
    open();
    browser.untilText("#panels h2", "Rooms");
    assertEquals(HOSTILE, browser.text("#panels p"));
    assertEquals(List.of("a", "1"), browser.texts("#panels td"));
    assertEquals(0, browser.count("img"));
    shown.close();
    browser.untilGone("#panels h2");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void itPausesAndGoesOn() throws InterruptedException {
    AgentRef<Integer> counted = runtime.spawn("counted", Adder::new);
    open();
    browser.click("#pause");
    browser.untilText("#status", "paused");
    counted.signal(1);
    browser.click("#pause");
    browser.untilText("#rows td:nth-child(8)", "1");
    assertEquals("Pause", browser.text("#pause"));
  }

  @Test
  void aSavedPageNeedsNobody(@TempDir Path folder) throws IOException, InterruptedException {
    runtime.spawn("kept", Adder::new);
    Path file = folder.resolve("agents.html");
    String url = console.url().toString().replace("/?", "/snapshot.html?");
    try (InputStream page = URI.create(url).toURL().openStream()) {
      Files.copy(page, file);
    }
    console.close();
    browser.open(file.toUri());
    browser.untilText("#status", "saved");
    assertEquals(List.of("/kept"), browser.texts("#rows td:first-child"));
    assertFalse(Files.readString(file).contains(console.url().getQuery()), "the token is in it");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void afterARestartItSaysWhichUrlToUse() throws InterruptedException {
    open();
    int port = console.url().getPort();
    console.close();
    browser.untilText("#status", "the connection is lost");
    console = Console.start(runtime, ConsoleConfig.DEFAULT.withPort(port));
    browser.untilText("#status", "use the URL that it prints now");
    open();
  }

  @Test
  void aHundredThousandAgentsAreFewBoxesAndRows() throws InterruptedException {
    for (int i = 0; i < 100_000; i++) {
      runtime.spawn(Adder::new);
    }
    open();
    browser.untilText("#shown", "100 of 100,000 agents");
    assertTrue(browser.text("#tree .title").contains("× 100,000"), browser.text("#tree"));
    assertEquals(1, browser.count("#tree .node"));
    assertEquals(100, browser.count("#rows tr"));
  }
}
