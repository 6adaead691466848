package io.leanagentic.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {
  private static final Map<Contestant, Measurement> ROW =
      Map.of(
          Contestant.OURS, new Measurement(50, 2, 24),
          Contestant.BARE, new Measurement(25, 1, 24),
          Contestant.PEKKO, new Measurement(300, Double.NaN, Double.NaN));

  @TempDir Path folder;

  @Test
  void aCellShowsWhatWasMeasured() {
    assertEquals("50 ± 2.0 ns · 24 B", new Measurement(50, 2, 24).text(" ns"));
    assertEquals("1,234", new Measurement(1234.4, Double.NaN, Double.NaN).text(""));
  }

  @Test
  void aTargetSaysHowItStands() {
    assertEquals("≤ 55: 50, met", new Target.AtMost(55).verdict(ROW));
    assertEquals("≤ 30: 50, **missed**", new Target.AtMost(30).verdict(ROW));
    assertEquals("≥ 6× Pekko: 6, met", new Target.Ahead(Contestant.PEKKO, 6).verdict(ROW));
    assertEquals("≥ 7× Pekko: 6, **missed**", new Target.Ahead(Contestant.PEKKO, 7).verdict(ROW));
    assertEquals(
        "≤ 1.5× bare: 2, **missed**", new Target.Within(Contestant.BARE, 1.5).verdict(ROW));
    assertEquals("≤ 32 B: 24, met", new Target.AllocatesAtMost(32).verdict(ROW));
    assertEquals(
        "≤ 1.5× JCTools: not measured", new Target.Within(Contestant.JCTOOLS, 1.5).verdict(ROW));
  }

  @Test
  void resultsReplaceThoseBetweenTheMarkers() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "above\n" + Table.BEGIN + "\nold\n" + Table.END + "\nbelow\n");
    Table.writeInto(page, "new\n");
    assertEquals(
        "above\n" + Table.BEGIN + "\nnew\n" + Table.END + "\nbelow\n", Files.readString(page));
  }

  @Test
  void aPageWithoutMarkersIsRefused() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "nothing");
    assertThrows(IOException.class, () -> Table.writeInto(page, "new\n"));
  }
}
