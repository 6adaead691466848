package io.leanagentic.observe.internal.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A browser for tests, which may send anything. */
final class Web {
  private final int port;
  private final String token;

  Web(URI url) {
    port = url.getPort();
    token = url.getQuery();
  }

  /** A connection. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends the beginning of a request, or all of it. */
  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The text of a request for {@code path} with the token; each of {@code headers} is a line. */
  String request(String method, String path, String... headers) {
    String target = path + (path.contains("?") ? "&" : "?") + token;
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\n"
        + String.join("", java.util.Arrays.stream(headers).map(line -> line + "\r\n").toList())
        + "Connection: close\r\n\r\n";
  }

  /** All that comes back for a text. */
  String exchange(String text) throws IOException {
    try (Socket socket = connect()) {
      send(socket, text);
      return reader(socket).lines().collect(Collectors.joining("\n"));
    }
  }

  /** The answer to a request with the token. */
  String get(String path, String... headers) throws IOException {
    return exchange(request("GET", path, headers));
  }
}
