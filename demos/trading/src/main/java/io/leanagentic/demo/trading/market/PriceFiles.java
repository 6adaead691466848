package io.leanagentic.demo.trading.market;

import io.leanagentic.capability.Box;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds price files, the bundled ones or a folder's, and reads the instruments in them. */
public final class PriceFiles {

  private static final String BUNDLED = "/io/leanagentic/demo/trading/";

  private PriceFiles() {}

  /** The S&amp;P 500, daily from 2000 to 2020, and five stocks, monthly from 2000 to 2010. */
  public static List<Instrument> bundled() {
    var all = new LinkedHashMap<String, Instrument>();
    for (String file : List.of("sp500-2000.csv", "stocks.csv")) {
      try (InputStream in = PriceFiles.class.getResourceAsStream(BUNDLED + file)) {
        if (in == null) {
          throw new IllegalStateException(BUNDLED + file + " is missing from this program");
        }
        read(file, in, BadLines.stop(), all);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * Reads every {@code .csv} file of a folder, in the order of their names.
   *
   * @throws BadLineException if a line cannot be read and {@code badLines} says stop
   * @throws IllegalArgumentException if there is nothing to read
   */
  public static List<Instrument> of(Path folder, BadLines badLines) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "\"" + folder + "\" is not a folder; allowed: a folder with .csv files");
    }
    var all = new LinkedHashMap<String, Instrument>();
    for (Path file : csvFiles(folder)) {
      try (InputStream in = Files.newInputStream(file)) {
        read(file.toString(), in, badLines, all);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + folder + "\" has no prices; allowed: a folder with .csv files that hold some");
    }
    return List.copyOf(all.values());
  }

  private static List<Path> csvFiles(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".csv") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static void read(
      String file, InputStream in, BadLines badLines, Map<String, Instrument> all)
      throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    Map<String, List<Bar>> bySymbol;
    try {
      bySymbol = new PriceReader(file, badLines).read(reader);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8 text; allowed: UTF-8", e);
    }
    bySymbol.forEach((symbol, bars) -> {
      if (all.putIfAbsent(symbol, new Instrument(symbol, List.copyOf(bars))) != null) {
        throw new IllegalArgumentException(
            file + " has prices of " + symbol + ", which another file had already");
      }
    });
  }

  /** The instruments with those symbols, in that order. */
  public static List<Instrument> select(List<Instrument> all, @Box List<String> symbols) {
    var selected = new ArrayList<Instrument>();
    for (String symbol : symbols) {
      selected.add(
          all.stream()
              .filter(instrument -> instrument.symbol().equals(symbol))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "\"%s\" is not an instrument; allowed: %s"
                          .formatted(
                              symbol,
                              String.join(", ", all.stream().map(Instrument::symbol).toList())))));
    }
    return List.copyOf(selected);
  }
}
