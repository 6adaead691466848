package io.leanagentic.observe.internal.http;

import com.sun.net.httpserver.HttpExchange;
import io.leanagentic.observe.Query;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a client asks for. */
record Request(String path, Map<String, String> parameters) {
  private static final int LONGEST = 4_000;
  private static final int MOST_PARAMETERS = 10;

  /**
   * Reads the URL of {@code exchange}.
   *
   * @throws IllegalArgumentException if it is too long, or malformed
   */
  static Request of(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    if (exchange.getRequestURI().toString().length() > LONGEST) {
      throw new IllegalArgumentException("the URL has more than " + LONGEST + " characters");
    }
    var parameters = new HashMap<String, String>();
    if (raw != null) {
      String[] pairs = raw.split("&", MOST_PARAMETERS + 1);
      if (pairs.length > MOST_PARAMETERS) {
        throw new IllegalArgumentException(
            "there are more than " + MOST_PARAMETERS + " parameters");
      }
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return new Request(exchange.getRequestURI().getPath(), parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /**
   * Which agents it asks for.
   *
   * @throws IllegalArgumentException if there is no such order, or the number is out of range
   */
  Query query() {
    return new Query(sort(parameter("sort")), parameter("search"), top(parameter("top")));
  }

  private static Query.Sort sort(String text) {
    if (text.isEmpty()) {
      return Query.DEFAULT.sort();
    }
    return Arrays.stream(Query.Sort.values())
        .filter(sort -> sort.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "sort is '" + text + "'; allowed: " + Arrays.toString(Query.Sort.values())));
  }

  private static int top(String text) {
    try {
      return text.isEmpty() ? Query.DEFAULT.top() : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("top is '" + text + "'; allowed: 1 to " + Query.MOST, e);
    }
  }
}
