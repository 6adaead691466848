package io.leanagentic.cluster.internal.engine;

import io.leanagentic.cluster.ClusterException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/** Both ends of each connection show a certificate. */
final class Tls implements SSLEngineProvider {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 15_000;

  private final SSLContext context;

  Tls(SSLContext context) {
    this.context = context;
  }

  /**
   * Says why a seed that answers and this node refuse each other, which the engine only logs: it
   * tries on.
   *
   * @throws ClusterException if they do
   */
  void check(String host, int port) {
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      try (var socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.startHandshake();
        socket.shutdownOutput(); // then the other end closes, or has said already what is wrong
        int _ = socket.getInputStream().read();
      }
    } catch (SSLException e) {
      throw new ClusterException(
          "this node and that at "
              + host
              + ":"
              + port
              + " do not trust each other: "
              + e.getMessage()
              + "; allowed: certificates of an authority that both know",
          e);
    } catch (IOException e) {
      // nobody answers, which the engine finds out, too
    }
  }

  @Override
  public SSLEngine createServerSSLEngine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return engine;
  }

  @Override
  public SSLEngine createClientSSLEngine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    return engine;
  }

  @Override
  public Option<Throwable> verifyClientSession(String host, SSLSession session) {
    return Option.empty();
  }

  @Override
  public Option<Throwable> verifyServerSession(String host, SSLSession session) {
    return Option.empty();
  }
}
