package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.Voters;
import io.leanagentic.cluster.spi.MessageCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Three voters in this process, each of which may end and start again. */
public final class ThreeVoters<T> implements AutoCloseable {
  static final int COUNT = 3;

  private final Path folder;
  private final AgentRuntime runtime;
  private final Function<Consensus, T> open;
  private final List<String> addresses;
  private final Map<Integer, Consensus> nodes = new HashMap<>();
  private final Map<Integer, T> opened = new HashMap<>();

  /**
   * Starts them.
   *
   * @param open what each of them opens
   */
  public ThreeVoters(Path folder, AgentRuntime runtime, Function<Consensus, T> open)
      throws IOException {
    this.folder = folder;
    this.runtime = runtime;
    this.open = open;
    this.addresses = free(COUNT);
    for (int i = 0; i < COUNT; i++) {
      start(i);
    }
  }

  /** Addresses that are free at the moment. */
  static List<String> free(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    var addresses = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      addresses.add("127.0.0.1:" + socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return addresses;
  }

  List<String> addresses() {
    return addresses;
  }

  /** A node that is none of them. */
  public Consensus client() {
    return Consensus.start(runtime, "test", voters(), MessageCodec.cbor());
  }

  Voters voters() {
    return Voters.of(addresses.toArray(String[]::new));
  }

  public void start(int i) {
    Voters own = voters().at(addresses.get(i), folder.resolve("voter-" + i));
    Consensus node = Consensus.start(runtime, "test", own, MessageCodec.cbor());
    nodes.put(i, node);
    opened.put(i, open.apply(node));
  }

  public void end(int i) {
    Objects.requireNonNull(nodes.remove(i)).close();
    opened.remove(i);
  }

  /** The voter that leads {@code machine}; there is one, or there will be. */
  int leader(String machine) {
    while (true) {
      for (var node : nodes.entrySet()) {
        if (node.getValue().leads(machine)) {
          return node.getKey();
        }
      }
      Thread.onSpinWait();
    }
  }

  /** What the voter has opened. */
  public T at(int i) {
    return Objects.requireNonNull(opened.get(i));
  }

  @Override
  public void close() {
    for (int i : List.copyOf(nodes.keySet())) {
      end(i);
    }
  }
}
