package io.leanagentic.observe;

import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import io.leanagentic.observe.internal.http.ConsoleServer;
import io.leanagentic.observe.internal.http.UrlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Shows a running system of agents in the browser: what is wrong first, then workers and agents. It
 * ends with the runtime.
 *
 * <pre>{@code IO.println(Console.start(runtime).url());}</pre>
 *
 * <p>In a terminal, the command {@code agents} shows the same.
 *
 * <p>The URL carries a random token; requests without it are refused. The page loads nothing from
 * elsewhere, and shows names and numbers, but no message. While no browser is connected, nobody
 * looks at the agents; then about once a second, and less often if a look takes long: looking takes
 * at most about a hundredth of a processor.
 */
@Shared("all it holds is for many threads")
public final class Console implements AutoCloseable {
  private static final Duration SAMPLE = Duration.ofMillis(50);

  /** While nobody looks, there is nothing to sample. */
  private static final Duration REST = Duration.ofMillis(250);

  private final AgentRuntime runtime;
  private final Observer observer;
  private final ConsoleServer server;
  private final UrlFile file;

  private Console(AgentRuntime runtime, Observer observer, ConsoleServer server) {
    this.runtime = runtime;
    this.observer = observer;
    this.server = server;
    file = UrlFile.write(UrlFile.folder(), server.url());
  }

  /** Starts a console on any free port of the loopback address. */
  public static Console start(AgentRuntime runtime) {
    return start(runtime, ConsoleConfig.DEFAULT);
  }

  /**
   * Starts a console.
   *
   * @throws UncheckedIOException if the port is taken, or the address is not of this host
   * @throws IllegalArgumentException if a stepper drives the runtime: its time stands still while a
   *     browser waits; use an {@link Observer}
   */
  public static Console start(AgentRuntime runtime, ConsoleConfig config) {
    if (Objects.requireNonNull(runtime, "runtime").config().seams().stepper().isPresent()) {
      throw new IllegalArgumentException(
          "the runtime is driven by a stepper; allowed: one with workers. An Observer looks at both");
    }
    Objects.requireNonNull(config, "config");
    Observer observer = Observer.of(runtime);
    try {
      var console =
          new Console(
              runtime, observer, ConsoleServer.open(config.address(), config.port(), observer));
      Thread.ofPlatform().daemon().name("lean-agentic-console").start(console::pulse);
      return console;
    } catch (IOException e) {
      observer.close();
      throw new UncheckedIOException(
          "no console at "
              + config.address().getHostAddress()
              + ", port "
              + config.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Where it is, with the token that a browser needs. */
  public URI url() {
    return server.url();
  }

  /** Samples the workers often, and looks now and then, until the runtime has ended. */
  private void pulse() {
    try {
      while (!server.isClosed() && !runtime.awaitTermination(server.isWatched() ? SAMPLE : REST)) {
        server.pulse(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; if they do, they want it to end
    } finally {
      close();
    }
  }

  /** Ends it. Closing again changes nothing. */
  @Override
  public void close() {
    file.close();
    server.close();
    observer.close();
  }
}
