package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Finding;
import io.leanagentic.checker.Compilation.Outcome;
import io.leanagentic.checker.Programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of the messages. To take over a change that is meant: {@code -Dgolden.update=true}. */
class MessagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/messages.golden");

  private static List<String> messages() {
    List<Program> programs = Programs.own().stream().filter(p -> !p.accepted()).toList();
    Outcome outcome = CasesTest.compile(programs, "Cap strict");
    List<String> lines = new ArrayList<>();
    for (Program program : programs) {
      for (Finding finding : outcome.of(program.source().path())) {
        if (finding.isError()) {
          lines.add(
              program.id()
                  + ":"
                  + finding.line()
                  + ":"
                  + finding.column()
                  + " "
                  + finding.message());
        }
      }
    }
    return lines;
  }

  @Test
  void messagesReadAsAgreed() throws IOException {
    List<String> now = messages();
    if (Boolean.getBoolean("golden.update")) {
      Files.write(GOLDEN, now);
    }
    assertEquals(String.join("\n", Files.readAllLines(GOLDEN)), String.join("\n", now));
  }

  @Test
  void everyMessageNamesAPageThatExists() {
    for (String line : messages()) {
      String page = line.substring(line.lastIndexOf("See ") + 4);
      assertTrue(Files.exists(Path.of("..", page)), () -> page + " is missing; " + line);
    }
  }
}
