package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.testkit.SimulatedRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void theUrlIsOfThisHostAndHasAToken() {
    try (var runtime = AgentRuntime.start();
        var console = Console.start(runtime)) {
      URI url = console.url();
      assertEquals("127.0.0.1", url.getHost());
      assertTrue(url.getQuery().matches("token=[0-9a-f]{32}"), url::toString);
    }
  }

  @Test
  void aTakenPortIsNamed() {
    try (var runtime = AgentRuntime.start();
        var console = Console.start(runtime)) {
      ConsoleConfig taken = ConsoleConfig.DEFAULT.withPort(console.url().getPort());
      var failure = assertThrows(UncheckedIOException.class, () -> Console.start(runtime, taken));
      assertTrue(failure.toString().contains("port " + taken.port()), failure::toString);
    }
  }

  @Test
  void itEndsWithTheRuntime() throws InterruptedException {
    int port;
    try (var runtime = AgentRuntime.start()) {
      port = Console.start(runtime).url().getPort();
    }
    while (listens(port)) {
      Thread.onSpinWait(); // its thread is about to notice
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aSimulatedRuntimeHasNone() {
    try (var runtime = SimulatedRuntime.start(1)) {
      assertThrows(IllegalArgumentException.class, () -> Console.start(runtime.agents()));
    }
  }

  @Test
  void portsOutOfRangeAreRefused() {
    var failure =
        assertThrows(IllegalArgumentException.class, () -> ConsoleConfig.DEFAULT.withPort(65_536));
    assertEquals("port is 65536; allowed: 0 to 65535", failure.getMessage());
  }
}
