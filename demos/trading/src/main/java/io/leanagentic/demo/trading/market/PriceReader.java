package io.leanagentic.demo.trading.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one price file. Its first line says which kind it is: {@code date,open,high,low,close,...}
 * for one instrument, named by the file up to the first hyphen or dot, or {@code symbol,date,price}
 * for several.
 */
final class PriceReader {

  private static final List<String> DAILY = List.of("date", "open", "high", "low", "close");
  private static final List<String> PLAIN = List.of("symbol", "date", "price");
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9_^=]{0,11}");
  private static final DateTimeFormatter MONTH_FIRST =
      DateTimeFormatter.ofPattern("MMM d uuuu", Locale.US).withResolverStyle(ResolverStyle.STRICT);
  private static final BigDecimal MOST = new BigDecimal(1_000_000);
  private static final BigDecimal LEAST = new BigDecimal("0.000001");

  private final String file;
  private final BadLines badLines;
  private final Map<String, List<Bar>> bars = new LinkedHashMap<>();
  private List<String> columns = List.of();
  private long line;

  PriceReader(String file, BadLines badLines) {
    this.file = file;
    this.badLines = badLines;
  }

  /** The bars of each symbol, in the order of the file. */
  Map<String, List<Bar>> read(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    line = 1;
    columns = header == null ? List.of() : fields(header.replace("\uFEFF", ""));
    boolean daily = columns.size() >= DAILY.size() && columns.subList(0, 5).equals(DAILY);
    if (!daily && !columns.equals(PLAIN)) {
      // Without a header nothing can be read, so this is not a line to skip.
      throw new BadLineException(
          file,
          1,
          "header",
          header == null ? "" : header,
          "date,open,high,low,close,... or symbol,date,price");
    }
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (!text.isBlank()) {
        try {
          add(fields(text), daily);
        } catch (BadLineException bad) {
          badLines.add(bad);
        }
      }
    }
    return bars;
  }

  private static List<String> fields(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private void add(List<String> fields, boolean daily) {
    if (fields.size() != columns.size()) {
      throw bad(
          "count",
          Integer.toString(fields.size()),
          columns.size() + " fields: " + String.join(",", columns));
    }
    String symbol = daily ? symbol(symbolOfFile()) : symbol(fields.getFirst());
    Bar bar = daily ? dailyBar(fields) : Bar.of(date(fields.get(1)), price(2, fields));
    List<Bar> earlier = bars.computeIfAbsent(symbol, key -> new ArrayList<>());
    if (!earlier.isEmpty() && !bar.date().isAfter(earlier.getLast().date())) {
      throw bad("date", bar.date().toString(), "later than " + earlier.getLast().date());
    }
    earlier.add(bar);
  }

  private Bar dailyBar(List<String> fields) {
    LocalDate date = date(fields.getFirst());
    long open = price(1, fields);
    long high = price(2, fields);
    long low = price(3, fields);
    long close = price(4, fields);
    if (low > Math.min(open, close)) {
      throw bad("low", fields.get(3), "at most open and close");
    }
    if (high < Math.max(open, close)) {
      throw bad("high", fields.get(2), "at least open and close");
    }
    int volume = columns.indexOf("volume");
    return new Bar(date, open, high, low, close, volume < 0 ? 0 : volume(fields.get(volume)));
  }

  private String symbolOfFile() {
    String name = String.valueOf(Path.of(file).getFileName());
    return name.replaceFirst("[-.].*", "").toUpperCase(Locale.ROOT);
  }

  private String symbol(String text) {
    if (!SYMBOL.matcher(text).matches()) {
      throw bad("symbol", text, "1 to 12 capital letters and digits");
    }
    return text;
  }

  private LocalDate date(String text) {
    try {
      boolean iso = !text.isEmpty() && Character.isDigit(text.charAt(0));
      return iso ? LocalDate.parse(text) : LocalDate.parse(text, MONTH_FIRST);
    } catch (DateTimeParseException e) {
      throw bad("date", text, "a date such as 2000-01-31 or Jan 31 2000");
    }
  }

  private long price(int column, List<String> fields) {
    String text = fields.get(column);
    try {
      var price = new BigDecimal(text);
      if (price.compareTo(LEAST) >= 0 && price.compareTo(MOST) <= 0) {
        return price.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw bad(columns.get(column), text, "a decimal number from 0.000001 to 1000000");
  }

  private long volume(String text) {
    try {
      long volume = Long.parseLong(text);
      if (volume >= 0) {
        return volume;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a negative number.
    }
    throw bad("volume", text, "a whole number, 0 or more");
  }

  private BadLineException bad(String field, String value, String allowed) {
    return new BadLineException(file, line, field, value, allowed);
  }
}
