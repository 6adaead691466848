package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Until;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A JVM that exits without a close. */
final class ExitTest {

  /** What a forgetful {@code main} does; with an argument, it closes the runtime after all. */
  static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] args) throws Exception {
      AgentRuntime runtime = AgentRuntime.start();
      var begun = new CountDownLatch(1);
      boolean forgets = args.length == 0;
      AgentRef<String> slow =
          runtime.spawn(
              AgentConfig.DEFAULT.withBlocking(),
              (context, word) -> {
                begun.countDown();
                if (forgets) {
                  new CountDownLatch(1).await();
                }
              });
      slow.signal("one");
      slow.signal("two");
      Until.open("it is at work", begun);
      if (!forgets) {
        runtime.close();
      }
    }
  }

  private static String run(String... args) throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", ""));
    command.add(Forgetful.class.getName());
    command.addAll(java.util.List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), out);
    assertEquals(0, process.exitValue(), out);
    return out;
  }

  @Test
  void messagesThatWaitWhenTheJvmExitsAreLogged() throws Exception {
    String out = run();
    assertTrue(out.contains("the JVM exits while agents are running"), out);
  }

  @Test
  void aRuntimeThatWasClosedSaysNothing() throws Exception {
    assertEquals("", run("close"));
  }
}
