package io.leanagentic.benchmarks.observing;

import io.leanagentic.AgentRuntime;
import io.leanagentic.observe.Console;
import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import java.io.IOException;
import java.util.Locale;

/** A way to look at a runtime, and to be in its way. */
enum Door {
  OBSERVER("an `Observer` asked ten times a second") {
    @Override
    Opened open(AgentRuntime runtime) {
      var observer = Observer.of(runtime);
      Thread asking =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  while (true) {
                    observer.recent(Query.DEFAULT);
                    Thread.sleep(PAUSE_MILLIS);
                  }
                } catch (InterruptedException e) {
                  observer.close();
                }
              });
      return asking::interrupt;
    }
  },
  CONSOLE("a console, and no page open") {
    @Override
    Opened open(AgentRuntime runtime) {
      return Console.start(runtime)::close;
    }
  },
  PAGE("one page open") {
    @Override
    Opened open(AgentRuntime runtime) throws IOException {
      return visited(runtime, "page", 1);
    }
  },
  STALLED("16 pages that stop reading") {
    @Override
    Opened open(AgentRuntime runtime) throws IOException {
      return visited(runtime, "stalled", 16);
    }
  },
  CONNECTIONS("10,000 connections that say nothing") {
    @Override
    Opened open(AgentRuntime runtime) throws IOException {
      return visited(runtime, "silent", 10_000);
    }
  };

  private static final int PAUSE_MILLIS = 100;

  final String title;

  Door(String title) {
    this.title = title;
  }

  /** How it is named in a command. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract Opened open(AgentRuntime runtime) throws IOException;

  /** A console with visitors, which are in a process of their own. */
  private static Opened visited(AgentRuntime runtime, String kind, int count) throws IOException {
    Console console = Console.start(runtime);
    try {
      Process visitors = Visitors.start(console.url(), kind, count);
      return () -> {
        visitors.destroy();
        console.close();
      };
    } catch (IOException e) {
      console.close();
      throw e;
    }
  }

  /** What is closed again. */
  interface Opened extends AutoCloseable {
    @Override
    void close();
  }
}
