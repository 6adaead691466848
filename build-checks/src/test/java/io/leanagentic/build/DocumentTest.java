package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents lead where they say, stay short, and promise only what is tested. */
final class DocumentTest {
  private final Repository repository = Repository.here();
  private final Documents documents = new Documents(repository);

  @TempDir Path root;

  @Test
  void everyLinkLeadsSomewhere() {
    assertNone(repository.documents().stream().flatMap(d -> documents.brokenLinks(d).stream()));
  }

  @Test
  void theReadmeIsShortAndShowsCodeEarly() {
    var readme = repository.root().resolve("README.md");
    assumeTrue(Files.exists(readme), "there is no README.md yet");
    assertNone(documents.longReadme(readme).stream());
  }

  @Test
  void proseIsWrapped() {
    assertNone(repository.documents().stream().flatMap(d -> documents.longProse(d).stream()));
  }

  @Test
  void aPageLinksTheProgramsThatItShowsInParts() {
    assertNone(
        repository.documents().stream().flatMap(d -> documents.unlinkedPrograms(d).stream()));
  }

  /** A page about a large program need not tell what all of its classes are. */
  @Test
  void aPageOfTheGuideTellsWhatTheNamesInItsCodeAre() {
    var first = Names.of(repository.root().resolve("docs/guide/01-quickstart.md"));
    var types = Names.types(repository);
    assertNone(
        repository.documents().stream()
            .filter(page -> repository.named(page).matches("docs/guide/(?!example-|quorum-c).*"))
            .flatMap(page ->
                Names.of(page).unknown(first, types).stream()
                    .map(name -> repository.named(page) + " does not tell what " + name + " is")));
  }

  @Test
  void everyGuaranteeNamesATestThatExists() {
    var page = repository.root().resolve("docs/guide/guarantees.md");
    assumeTrue(Files.exists(page), "there is no docs/guide/guarantees.md yet");
    assertNone(documents.untestedGuarantees(page).stream());
  }

  @Test
  void aBrokenLinkIsReported() throws IOException {
    write("other.md", "# Time and order\n");
    var page =
        write(
            "page.md",
            """
            # Page
            [right](other.md) [right](other.md#time-and-order) [right](#page) `[code](gone.md)`
            [wrong](gone.md "title") [wrong](other.md#gone)
            ```
            [code](gone.md)
            ```
            [wrong]: gone/folder
            """);
    assertEquals(
        List.of(
            "page.md:3: broken link gone.md",
            "page.md:3: broken link other.md#gone",
            "page.md:7: broken link gone/folder"),
        new Documents(new Repository(root)).brokenLinks(page));
  }

  @Test
  void aLongReadmeWithoutCodeIsReported() throws IOException {
    var page = write("README.md", "\n".repeat(131));
    assertEquals(2, documents.longReadme(page).size());
    assertEquals(List.of(), documents.longReadme(write("README.md", "# Name\n```java\n```\n")));
  }

  @Test
  void aLongLineOfProseIsReported() throws IOException {
    var words = "word ".repeat(24);
    var page =
        write(
            "page.md",
            """
            %1$sand
            - %1$sand
            | %1$s |
            - [link](%2$s)
            ```
            %1$sand
            ```
            <!-- table: written by a program -->
            %1$sand
            <!-- end of table -->
            > %1$s
            """
                .formatted(words, "folder/".repeat(20)));
    assertEquals(
        List.of(1, 2, 11),
        new Documents(new Repository(root))
            .longProse(page).stream()
                .map(problem -> Integer.valueOf(problem.split(":", -1)[1]))
                .toList());
  }

  @Test
  void aProgramInPartsWithoutALinkIsReported() throws IOException {
    var parts =
        """
        <!-- snippet: guide/Whole.java#all -->
        ```java
        import java.util.List;
        ```
        <!-- snippet: guide/Kinds.java#loop -->
        ```java
        loop();
        ```
        """;
    var documents = new Documents(new Repository(root));
    assertEquals(
        List.of("page.md:5: needs a link to guide/Kinds.java"),
        documents.unlinkedPrograms(write("page.md", parts)));
    assertEquals(
        List.of(),
        documents.unlinkedPrograms(write("page.md", parts + "[`Kinds`](src/guide/Kinds.java)\n")));
  }

  @Test
  void aNameThatIsNeitherDeclaredNorMentionedIsReported() throws IOException {
    var first = write("first.md", "A `runtime`.\n");
    var page =
        write(
            "page.md",
            """
            The `seen` ones.
            ```java
            record Job(List<Part> parts) {}
            ```
            ```java
            seen.add(runtime.spawn((context, job) -> jobs.add(use(job))));
            ```
            ```java
            case Job(var parts) -> all.addAll(parts);
            ```
            """);
    assertEquals(
        Set.of("Part", "all", "jobs", "use"),
        Names.of(page).unknown(Names.of(first), Names.types(repository)));
  }

  @Test
  void aGuaranteeWithoutATestIsReported() throws IOException {
    write("src/GoodTest.java", "void holds() {}\n");
    var page =
        write(
            "page.md",
            """
            | Guarantee | Test |
            |---|---|
            | a | `GoodTest#holds` |
            | b | `GoodTest#gone` |
            | c | soon |
            """);
    assertEquals(
        List.of(
            "page.md:4: there is no test `GoodTest#gone`",
            "page.md:5: this guarantee names no test; write `Class#method`"),
        new Documents(new Repository(root)).untestedGuarantees(page));
  }

  private Path write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void assertNone(Stream<String> problems) {
    var all = problems.toList();
    assertTrue(all.isEmpty(), () -> String.join("\n", all));
  }
}
