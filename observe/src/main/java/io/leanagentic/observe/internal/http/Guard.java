package io.leanagentic.observe.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets in only those who know the token, and no other site's pages. */
final class Guard {
  private static final int TOKEN_BYTES = 16;

  private final String token;
  private final Set<String> hosts;

  Guard(InetAddress address, int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    String own = name(address);
    hosts =
        address.isLoopbackAddress()
            ? names(port, own, "127.0.0.1", "localhost", "[::1]")
            : address.isAnyLocalAddress() ? Set.of() : names(port, own);
  }

  private static Set<String> names(int port, String... hosts) {
    return Stream.of(hosts).map(host -> host + ":" + port).collect(Collectors.toUnmodifiableSet());
  }

  /** How URLs name {@code address}. */
  static String name(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf(':') < 0 ? text : "[" + text + "]";
  }

  String token() {
    return token;
  }

  /** Why a request is refused; empty if it is let in. */
  Optional<String> objection(HttpExchange exchange, Request request) {
    Headers headers = exchange.getRequestHeaders();
    @Nullable String host = headers.getFirst("Host");
    if (!hosts.isEmpty() && (host == null || !hosts.contains(host))) {
      return Optional.of("this console has another name; use the URL that it printed");
    }
    @Nullable String origin = headers.getFirst("Origin");
    @Nullable String site = headers.getFirst("Sec-Fetch-Site");
    boolean visit = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    if ((origin != null && !origin.equals("http://" + host))
        || (("cross-site".equals(site) || "same-site".equals(site)) && !visit)) {
      return Optional.of("pages of other sites may not ask this console");
    }
    // Compared in constant time: how long it takes says nothing about the token.
    boolean known =
        MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            request.parameter("token").getBytes(StandardCharsets.UTF_8));
    return known
        ? Optional.empty()
        : Optional.of("the token is missing or wrong; use the URL that the console printed");
  }
}
