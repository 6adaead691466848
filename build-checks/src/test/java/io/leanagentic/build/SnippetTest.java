package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.build.Snippets.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code shown in documents is code that compiles. */
final class SnippetTest {
  private static final String SOURCE =
      """
      class Hello {
        // region all
        void greet() {
          // region greeting
          hello();

          // endregion
        }
        // endregion
      }
      """;

  @TempDir Path root;

  @Test
  void everyFenceOfJavaComesFromASource() throws IOException {
    var repository = Repository.here();
    boolean update = Boolean.getBoolean("snippets.update");
    var problems = new ArrayList<String>();
    for (var document : repository.documents()) {
      if (update) {
        var refreshed = new Snippets(repository).read(document).refreshed();
        if (!refreshed.equals(Repository.lines(document))) {
          Files.writeString(document, String.join("\n", refreshed) + "\n");
        }
      }
      problems.addAll(new Snippets(repository).read(document).problems());
    }
    assertTrue(
        problems.isEmpty(),
        () -> String.join("\n", problems) + "\nTo take over the sources: -Dsnippets.update=true");
  }

  @Test
  void aFenceThatEqualsItsRegionIsRight() throws IOException {
    assertEquals(List.of(), page("<!-- snippet: Hello.java#greeting -->", "hello();").problems());
    assertEquals(
        List.of(),
        page("<!-- snippet: Hello.java#all -->", "void greet() {", "  hello();", "", "}")
            .problems());
  }

  @Test
  void aFenceThatDriftedIsReportedAndRefreshed() throws IOException {
    var page = page("<!-- snippet: Hello.java#greeting -->", "helo();");
    assertEquals(1, page.problems().size());
    assertTrue(
        page.problems().getFirst().startsWith("page.md:3: differs from Hello.java#greeting"));
    assertEquals("hello();", page.refreshed().get(3));
  }

  @Test
  void aFenceWithoutASourceIsReported() throws IOException {
    assertTrue(page("", "hello();").problems().getFirst().startsWith("page.md:3: needs a line"));
  }

  @Test
  void aSourceThatIsMissingIsReported() throws IOException {
    assertEquals(
        List.of("page.md:3: src/Hello.java has no region gone"),
        page("<!-- snippet: Hello.java#gone -->", "hello();").problems());
    assertEquals(
        List.of("page.md:3: Gone.java is no source file"),
        page("<!-- snippet: Gone.java -->", "hello();").problems());
  }

  private Page page(String marker, String... code) throws IOException {
    var document = root.resolve("page.md");
    Files.writeString(
        document, "# Page\n" + marker + "\n```java\n" + String.join("\n", code) + "\n```\nend\n");
    Files.createDirectories(root.resolve("src"));
    Files.writeString(root.resolve("src/Hello.java"), SOURCE);
    return new Snippets(new Repository(root)).read(document);
  }
}
