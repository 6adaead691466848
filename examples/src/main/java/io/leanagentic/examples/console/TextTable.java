package io.leanagentic.examples.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows in columns: the first to the left, the others to the right. Knows the width of text before
 * it is colored.
 */
public final class TextTable {

  /** A text and how it is colored. */
  public record Cell(String text, UnaryOperator<String> color) {
    /** A text as it is. */
    public static Cell of(String text) {
      return new Cell(text, UnaryOperator.identity());
    }
  }

  private final Style style;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A table whose columns have these headings. */
  public TextTable(Style style, String... headings) {
    this.style = style;
    var row = new ArrayList<Cell>();
    for (String heading : headings) {
      row.add(new Cell(heading, row.isEmpty() ? style::heading : style::faint));
    }
    rows.add(row);
  }

  /** Adds a row of plain text. */
  public void add(String... cells) {
    var row = new ArrayList<Cell>();
    for (String cell : cells) {
      row.add(Cell.of(cell));
    }
    rows.add(row);
  }

  /** Adds a row. */
  public void add(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The lines, indented by two. */
  public List<String> lines() {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], style.letters(row.get(c).text()).length());
      }
    }
    var lines = new ArrayList<String>();
    for (List<Cell> row : rows) {
      var line = new StringBuilder("  ");
      for (int c = 0; c < columns; c++) {
        String text = style.letters(row.get(c).text());
        String gap = " ".repeat(widths[c] - text.length());
        String colored = row.get(c).color().apply(text);
        line.append(c == 0 ? colored + gap : "   " + gap + colored);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
