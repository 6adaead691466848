package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A Chromium without a window. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; skips the test where there is none. */
  static Browser start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no browser: install the packages chromium and chromium-driver");
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1400,1000");
    options.setCapability(ChromeOptions.LOGGING_PREFS, Map.of(LogType.BROWSER, "ALL"));
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Shows a page, and forgets what the browser complained about before. */
  void open(URI url) {
    driver.get("about:blank");
    complaints();
    driver.get(url.toString());
  }

  void type(String css, String text) {
    element(css).sendKeys(text);
  }

  void press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  void click(String css) {
    element(css).click();
  }

  private WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The text of the first element, as it is seen; empty if there is none. */
  String text(String css) {
    return texts(css).stream().findFirst().orElse("");
  }

  /** The texts of all elements, as they are seen. */
  List<String> texts(String css) {
    while (true) {
      try {
        return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
      } catch (StaleElementReferenceException e) {
        Thread.onSpinWait(); // the page has changed meanwhile: look again
      }
    }
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  /** What a script returns. */
  Object run(String script) {
    return Objects.requireNonNull(driver.executeScript(script), "null");
  }

  /** Waits until the text of an element contains {@code part}. */
  void untilText(String css, String part) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String text = text(css);
    while (!text.contains(part)) {
      if (System.nanoTime() - end > 0) {
        assertEquals(part, text, css);
      }
      Thread.sleep(50);
      text = text(css);
    }
  }

  /** Waits until there is no such element. */
  void untilGone(String css) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(css) > 0) {
      assertTrue(System.nanoTime() - end < 0, css);
      Thread.sleep(50);
    }
  }

  /** What the browser complained about. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
