package io.leanagentic.demo.trading.report;

import java.util.List;

/** Pieces of a page. */
final class Html {

  private Html() {}

  /** {@code text} as it is to be read, whatever it contains. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A number to look at. */
  static String tile(String value, String meaning) {
    return "<div class=\"tile\"><b>"
        + escape(value)
        + "</b><span>"
        + escape(meaning)
        + "</span></div>\n";
  }

  /** A table of text; the first row names the columns. */
  static String table(List<List<String>> rows) {
    return table("<table>", "th", rows);
  }

  /** Names and what they stand for, a row each. */
  static String facts(List<List<String>> rows) {
    return table("<table class=\"facts\">", "td", rows);
  }

  private static String table(String begin, String firstTag, List<List<String>> rows) {
    var html = new StringBuilder(begin).append('\n');
    String tag = firstTag;
    for (List<String> row : rows) {
      html.append("<tr>");
      for (String cell : row) {
        String sense =
            cell.startsWith("+") ? "gain" : cell.startsWith("-") && cell.length() > 1 ? "loss" : "";
        html.append('<').append(tag);
        if (!sense.isEmpty() && tag.equals("td")) {
          html.append(" class=\"").append(sense).append('"');
        }
        html.append('>').append(escape(cell)).append("</").append(tag).append('>');
      }
      html.append("</tr>\n");
      tag = "td";
    }
    return html.append("</table>\n").toString();
  }
}
