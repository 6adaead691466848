package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that show certificates, made here; those of another authority are refused. */
final class TlsTest {
  @TempDir static Path folder;

  private static final AgentRuntime RUNTIME = AgentRuntime.start();
  private static Certificates ours;
  private static Certificates theirs;
  private static Cluster cluster;

  @BeforeAll
  static void begin() throws Exception {
    ours = Certificates.make(folder, "ours");
    theirs = Certificates.make(folder, "theirs");
    cluster = Cluster.join(RUNTIME, config(ClusterTls.pkcs12(ours.store(), Certificates.PASSWORD)));
  }

  @AfterAll
  static void end() {
    cluster.close();
    RUNTIME.close();
  }

  private static ClusterConfig config(SSLContext tls) {
    return ClusterConfig.of("127.0.0.1", 0, tls).withJoinTimeout(LONG);
  }

  private static ClusterConfig joining(SSLContext tls) {
    return config(tls).withSeeds(cluster.self().address());
  }

  private static SSLContext pem(Certificates of) {
    return ClusterTls.pem(of.certificates(), of.key(), of.authority());
  }

  @Test
  void nodesOfOneAuthorityExchangeMessages() {
    var counter = new Counter();
    cluster.publish("counter", Counter.Message.class, RUNTIME.spawn(counter));
    try (var runtime = AgentRuntime.start();
        var second = Cluster.join(runtime, joining(pem(ours)))) {
      AgentRef<Counter.Message> remote =
          second.lookup("counter", Counter.Message.class, LONG).join();
      remote.signal(new Counter.Add(7));
      assertEquals(7, remote.ask(Counter.Sum::new, LONG).join());
    }
  }

  @Test
  void aNodeOfAnotherAuthorityIsRefused() {
    assertRefused(pem(theirs));
  }

  /** It knows the cluster, and the cluster does not know it. */
  @Test
  void aNodeWithoutCertificateIsRefused() throws Exception {
    var known = java.security.KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(ours.store())) {
      known.load(in, Certificates.PASSWORD.toCharArray());
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    assertRefused(context);
  }

  private static void assertRefused(SSLContext tls) {
    var refusal =
        assertThrows(ClusterException.class, () -> Cluster.join(RUNTIME, joining(tls)))
            .getMessage();
    String begin =
        "this node and that at " + cluster.self().address() + " do not trust each other: ";
    assertTrue(refusal != null && refusal.startsWith(begin), refusal);
    assertEquals(1, cluster.nodes().size());
  }

  @Test
  void withTlsAnyAddressIsAllowed() {
    ClusterConfig config =
        Desk.secured("node-1.example", folder.resolve("ours")).withSeeds("10.0.0.1:2551");
    assertEquals("node-1.example", config.host());
    var plain =
        ClusterConfig.loopback(1).withTls(pem(ours)).withSeeds("10.0.0.1:2551").withWindow(7);
    assertEquals(7, plain.withTls(pem(theirs)).window());
    assertThrows(
        IllegalArgumentException.class, () -> ClusterConfig.of("0.0.0.0", 2551, pem(ours)));
  }

  @Test
  void filesThatHaveNoIdentityAreRefusedInWords() {
    assertEquals(
        ours.authority() + " has no key; allowed: one BEGIN PRIVATE KEY, which is not encrypted",
        refusal(() -> ClusterTls.pem(ours.certificates(), ours.authority(), ours.authority())));
    assertTrue(
        refusal(() -> ClusterTls.pem(ours.key(), ours.key(), ours.authority()))
            .startsWith(ours.key().toString()));
    String wrong = refusal(() -> ClusterTls.pkcs12(ours.store(), "wrong"));
    assertTrue(wrong.startsWith(ours.store() + " cannot be read: java.io.IOException"), wrong);
    Path none = folder.resolve("none.p12");
    String missing = refusal(() -> ClusterTls.pkcs12(none, "x"));
    assertTrue(missing.startsWith(none + " cannot be read: "), missing);
    Path both = folder.resolve("ours").resolve("both.p12");
    assertEquals(
        both + " has no authority; allowed: one key with its certificates, and authorities",
        refusal(() -> ClusterTls.pkcs12(both, Certificates.PASSWORD)));
  }

  private static String refusal(Runnable what) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }
}
