package io.leanagentic.observe.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The one page of the console, and how browsers may use it: its own script and style, named by
 * their hashes, and nothing else.
 */
record Page(String html, String policy) {
  private static final List<String> STYLES = List.of("uplot/uPlot.min.css", "page/style.css");
  private static final List<String> SCRIPTS =
      List.of(
          "uplot/uPlot.iife.min.js",
          "page/text.js",
          "page/overview.js",
          "page/curves.js",
          "page/tree.js",
          "page/talks.js",
          "page/table.js",
          "page/panels.js",
          "page/agent.js",
          "page/events.js",
          "page/connection.js");
  private static final String SNAPSHOT = "<script type=\"application/json\" id=\"snapshot\">";

  /** Puts it together. */
  static Page load() {
    String style = texts(STYLES);
    String script = texts(SCRIPTS);
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; script-src "
            + hash(script)
            + "; style-src "
            + hash(style);
    String html =
        text("page/console.html")
            .replace("<style></style>", "<style>" + style + "</style>")
            .replace("<script></script>", "<script>" + script + "</script>")
            .replace(
                "<meta charset=\"utf-8\">",
                "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
                    + policy
                    + "\">");
    return new Page(html, policy + "; frame-ancestors 'none'");
  }

  private static String texts(List<String> names) {
    return names.stream().map(Page::text).collect(Collectors.joining("\n"));
  }

  private static String text(String name) {
    try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The page as a file that shows {@code json} for ever, and asks nobody. */
  String with(String json) {
    return html.replace(SNAPSHOT, SNAPSHOT + json);
  }
}
