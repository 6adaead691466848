package io.leanagentic.demo.trading.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceFilesTest {

  private static final String HEADER = "date,open,high,low,close,adjclose,volume\n";

  @TempDir Path folder;

  @Test
  void bundledPricesAreComplete() {
    List<Instrument> all = PriceFiles.bundled();
    assertEquals(
        List.of("SP500", "MSFT", "AMZN", "IBM", "GOOG", "AAPL"),
        all.stream().map(Instrument::symbol).toList());
    assertEquals(
        List.of(5105, 123, 123, 123, 68, 123), all.stream().map(one -> one.bars().size()).toList());
    assertEquals(
        new Bar(
            LocalDate.of(2000, 1, 3),
            1_469_250_000L,
            1_478_000_000L,
            1_438_359_985L,
            1_455_219_971L,
            931_800_000L),
        all.getFirst().bars().getFirst());
    assertEquals(Bar.of(LocalDate.of(2010, 3, 1), 223_020_000L), all.getLast().bars().getLast());
    assertTrue(all.getFirst().isDaily());
    assertTrue(all.subList(1, 6).stream().noneMatch(Instrument::isDaily));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2000-13-01,1,1,1,1,1,0 | field date is \"2000-13-01\"; allowed: a date such as 2000-01-31",
        "soon,1,1,1,1,1,0 | field date is \"soon\"; allowed: a date such as 2000-01-31",
        "2000-01-02,1,1,1,1,1,0 | field date is \"2000-01-02\"; allowed: later than 2000-01-03",
        "2000-01-04,x,1,1,1,1,0 | field open is \"x\"; allowed: a decimal number from 0.000001 to 1000000",
        "2000-01-04,1,1,1,-1,1,0 | field close is \"-1\"; allowed: a decimal number",
        "2000-01-04,1,1,1,1e999999999,1,0 | field close is \"1e999999999\"; allowed: a decimal number",
        "2000-01-04,1,1,1,0,1,0 | field close is \"0\"; allowed: a decimal number",
        "2000-01-04,1,1,1,NaN,1,0 | field close is \"NaN\"; allowed: a decimal number",
        "2000-01-04,5,4,3,4,1,0 | field high is \"4\"; allowed: at least open and close",
        "2000-01-04,4,5,4,3,1,0 | field low is \"4\"; allowed: at most open and close",
        "2000-01-04,1,1,1,1,1,many | field volume is \"many\"; allowed: a whole number, 0 or more",
        "2000-01-04,1,1,1,1,1,-1 | field volume is \"-1\"; allowed: a whole number, 0 or more",
        "2000-01-04,1,1,1,1 | field count is \"5\"; allowed: 7 fields: date,open,high,low,close,adjclose,volume",
      })
  void badLineNamesFileLineFieldValueAndWhatIsAllowed(String line, String complaint)
      throws IOException {
    Path file = write("ABC.csv", HEADER + "2000-01-03,1,1,1,1,1,0\n" + line + "\n");
    var bad = assertThrows(BadLineException.class, () -> PriceFiles.of(folder, BadLines.stop()));
    String begin = file + ", line 3, " + complaint;
    assertTrue(
        String.valueOf(bad.getMessage()).startsWith(begin),
        () -> bad.getMessage() + "\nnot\n" + begin);
  }

  @Test
  void badLinesCanBeSkippedAndAreCounted() throws IOException {
    write(
        "ABC-2000.csv",
        HEADER
            + "2000-01-03,1,1,1,1,1,0\nrubbish\n\n2000-01-04,2,2,2,2,2,0\n2000-01-04,3,3,3,3,3,0\n");
    BadLines bad = BadLines.skip();
    List<Instrument> all = PriceFiles.of(folder, bad);
    assertEquals(List.of("ABC"), all.stream().map(Instrument::symbol).toList());
    assertEquals(List.of(1_000_000L, 2_000_000L), closes(all.getFirst()));
    assertEquals(2, bad.skipped());
    assertTrue(bad.first().getFirst().contains("line 3, field count is \"1\""));
    assertTrue(bad.first().getLast().contains("line 6, field date is \"2000-01-04\""));
  }

  @Test
  void severalSymbolsBothKindsOfDatesAndOddLineEndsAreRead() throws IOException {
    write(
        "all.csv",
        "\uFEFFsymbol,date,price\r\nABC,Jan 1 2000,1.5\r\nXYZ,2000-01-01,2\r\nABC,Feb 1 2000, 1.25 \r\n");
    List<Instrument> all = PriceFiles.of(folder, BadLines.stop());
    assertEquals(List.of("ABC", "XYZ"), all.stream().map(Instrument::symbol).toList());
    assertEquals(List.of(1_500_000L, 1_250_000L), closes(all.getFirst()));
  }

  @Test
  void unknownHeaderIsNotSkipped() throws IOException {
    write("ABC.csv", "when,what\n1,2\n");
    var bad = assertThrows(BadLineException.class, () -> PriceFiles.of(folder, BadLines.skip()));
    assertTrue(
        String.valueOf(bad.getMessage())
            .contains("line 1, field header is \"when,what\"; allowed: date,open"));
  }

  @Test
  void foldersWithoutPricesAreRefused() throws IOException {
    assertRefused(folder.resolve("none"), "is not a folder");
    assertRefused(folder, "has no prices");
    write("ABC.csv", HEADER);
    assertRefused(folder, "has no prices");
    write("ABC.csv", HEADER + "2000-01-03,1,1,1,1,1,0\n");
    write("ABC-2.csv", HEADER + "2000-01-03,1,1,1,1,1,0\n");
    assertRefused(folder, "has prices of ABC, which another file had already");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Files.write(folder.resolve("ABC.csv"), new byte[] {'d', (byte) 0xC3, (byte) 0x28});
    assertRefused(folder, "is not UTF-8 text");
  }

  @Test
  void unknownSymbolNamesTheKnownOnes() {
    var bad =
        assertThrows(
            IllegalArgumentException.class,
            () -> PriceFiles.select(PriceFiles.bundled(), List.of("IBM", "TSLA")));
    assertEquals(
        "\"TSLA\" is not an instrument; allowed: SP500, MSFT, AMZN, IBM, GOOG, AAPL",
        bad.getMessage());
  }

  private void assertRefused(Path where, String complaint) {
    var bad =
        assertThrows(IllegalArgumentException.class, () -> PriceFiles.of(where, BadLines.stop()));
    assertTrue(String.valueOf(bad.getMessage()).contains(complaint), bad::getMessage);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Val
  private static List<Long> closes(Instrument instrument) {
    return instrument.bars().stream().map(Bar::close).toList();
  }
}
