package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.checker.Compilation.Finding;
import io.leanagentic.checker.Compilation.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class is judged the same whatever the compiler has done with the others. */
class OrderTest {
  private static final String USER =
      """
      package order;
      import io.leanagentic.capability.*;
      class User {
        void t(String s) {
          Fields.NAMES.add(s); // expect
          Fields.COUNTS[Fields.slot(s)]++; // expect
          Defaults.SEEN.add(s); // expect
          Topic.NEWS.post(s); // expect
          Ids.FIRST.next(); // expect
          LazyIds.FIRST.next(); // expect
          Holder.Inner.LOG.append(s); // expect
          Sub.NAMES.clear(); // expect
          send(Made.list()); // fine: what it made is nobody else's
          Fields.WORDS.contains(s); // fine
          send(Op.PLUS); // fine
        }
        void send(@Sending Object message) {}
      }
      """;

  /**
   * Each calls a method of its own, so that the checker has looked at the class before its user.
   */
  private static final List<Source> OTHERS =
      List.of(
          source(
              "Fields",
              """
              class Fields {
                static final List<String> NAMES = new ArrayList<>();
                static final int[] COUNTS = new int[4];
                static final Set<String> WORDS = Set.of("a");
                static int slot(String s) { return clamp(s.length()); }
                private static int clamp(int n) { return Math.min(n, 3); }
              }
              """),
          source("Sub", "class Sub extends Fields {}"),
          source(
              "Defaults",
              """
              interface Defaults {
                List<String> SEEN = new ArrayList<>();
                default String a() { return b(); }
                default String b() { return "b"; }
              }
              """),
          source(
              "Topic",
              """
              enum Topic {
                NEWS {
                  private final List<String> log = new ArrayList<>();
                  @Override void post(String s) { log.add(s); }
                };
                abstract void post(String s);
              }
              """),
          source(
              "Ids",
              """
              enum Ids {
                FIRST(counter());
                private final Supplier<Long> next;
                Ids(Supplier<Long> next) { this.next = next; }
                long next() { return next.get(); }
                private static Supplier<Long> counter() { long[] n = {0}; return () -> n[0]++; }
              }
              """),
          source(
              "LazyIds",
              """
              enum LazyIds {
                FIRST;
                private final Supplier<Long> next;
                LazyIds() { long[] n = {0}; this.next = () -> n[0]++; }
                long next() { return next.get(); }
              }
              """),
          source(
              "Op",
              """
              enum Op {
                PLUS((a, b) -> a + b);
                private final IntBinaryOperator function;
                Op(IntBinaryOperator function) { this.function = function; }
                int apply(int a, int b) { return function.applyAsInt(a, b); }
              }
              """),
          source(
              "Holder",
              "class Holder { static class Inner { static final StringBuilder LOG = new StringBuilder(); } }"),
          source(
              "Made", "class Made { static List<String> list() { return new ArrayList<>(); } }"));

  @TempDir Path folder;

  private static Source source(String name, String text) {
    return new Source(
        "order/" + name + ".java",
        "package order;\nimport java.util.*;\nimport java.util.function.*;\n" + text);
  }

  private static Set<String> expected() {
    List<String> lines = USER.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).endsWith("// expect"))
        .mapToObj(i -> (i + 1) + " CAP301")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(List<Source> sources, String... more) {
    return Compilation.compile(sources, "Cap strict", more).findings().stream()
        .filter(Finding::isError)
        .map(finding ->
            finding.path().equals("order/User.java")
                ? finding.line() + " " + finding.code()
                : finding.toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytodo", "byfile", "simple"})
  void theOrderOfClassesChangesNothing(String policy) {
    Source user = new Source("order/User.java", USER);
    for (int at = 0; at <= OTHERS.size(); at++) {
      List<Source> sources = new ArrayList<>(OTHERS);
      sources.add(at, user);
      assertEquals(
          expected(), found(sources, "-XDcompilePolicy=" + policy), "User is number " + at);
    }
  }

  @Test
  void norDoesWhetherAClassIsFoundOnTheWay() throws IOException {
    for (Source each : OTHERS) {
      Path file = folder.resolve(each.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.text());
    }
    assertEquals(
        expected(),
        found(List.of(new Source("order/User.java", USER)), "-sourcepath", folder.toString()));
  }
}
