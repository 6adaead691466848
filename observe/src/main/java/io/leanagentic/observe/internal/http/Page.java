package io.leanagentic.observe.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The one page of the console, and how browsers may use it: its own script and style, named by
 * their hashes, and nothing else.
 */
record Page(String html, String policy) {
  private static final String SNAPSHOT = "<script type=\"application/json\" id=\"snapshot\">";

  /** Reads it. */
  static Page load() {
    try (InputStream file =
        Objects.requireNonNull(Page.class.getResourceAsStream("console.html"))) {
      String html = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String policy =
          "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; script-src "
              + hash(between(html, "<script>", "</script>"))
              + "; style-src "
              + hash(between(html, "<style>", "</style>"));
      return new Page(
          html.replace(
              "<meta charset=\"utf-8\">",
              "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
                  + policy
                  + "\">"),
          policy + "; frame-ancestors 'none'");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
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
