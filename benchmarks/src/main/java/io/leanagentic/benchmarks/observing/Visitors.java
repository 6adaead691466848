package io.leanagentic.benchmarks.observing;

import io.leanagentic.benchmarks.harness.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Those who visit a console, in a process of their own: what they cost is not the console's. */
public final class Visitors {
  private static final String READY = "ready";
  private static final int SMALL = 4096;

  private Visitors() {}

  /** Starts {@code count} of a {@code kind}, and waits until they are there. */
  static Process start(URI console, String kind, int count) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildProcess.command(
                    List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                    Visitors.class,
                    console.toString(),
                    kind,
                    String.valueOf(count)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String first = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (!READY.equals(first)) {
      process.destroy();
      throw new IOException(
          "%d visitors of the kind %s did not come: %s".formatted(count, kind, first));
    }
    return process;
  }

  /** Visits until this process is ended: the URL, {@code page|stalled|silent}, how many. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("allowed: the URL of a console, page, stalled or silent, and how many");
      return;
    }
    URI console = URI.create(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(connect(console, arguments[1]));
    }
    System.out.println(READY);
    if (arguments[1].equals("page")) {
      read(sockets.getFirst().getInputStream());
    } else {
      while (System.in.read() >= 0) {} // until the process that looks ends, or ends this one
    }
  }

  private static void read(InputStream page) {
    byte[] bytes = new byte[1 << 16];
    try {
      while (page.read(bytes) >= 0) {}
    } catch (IOException e) {
      // the console is closed
    }
  }

  private static Socket connect(URI console, String kind) throws IOException {
    var socket = new Socket();
    if (kind.equals("stalled")) {
      socket.setReceiveBufferSize(SMALL);
    }
    socket.connect(new InetSocketAddress(console.getHost(), console.getPort()));
    if (!kind.equals("silent")) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /events?%s HTTP/1.1\r\nHost: %s\r\n\r\n"
              .formatted(console.getQuery(), console.getAuthority())
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return socket;
  }
}
