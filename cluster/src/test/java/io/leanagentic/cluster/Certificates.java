package io.leanagentic.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority, and a node that it has signed: as a PKCS12 store, and as PEM files. */
record Certificates(Path store, Path certificates, Path key, Path authority) {
  static final String PASSWORD = "secret1";

  /** Makes them in {@code folder}, with the keytool of the JDK. */
  static Certificates make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path both = own.resolve("both.p12");
    keytool(both, "-genkeypair", "-alias", "authority", "-dname", "CN=" + name, "-ext", "bc:c");
    keytool(both, "-genkeypair", "-alias", "node", "-dname", "CN=node", "-signer", "authority");
    KeyStore made = KeyStore.getInstance("PKCS12");
    char[] password = PASSWORD.toCharArray();
    try (InputStream in = Files.newInputStream(both)) {
      made.load(in, password);
    }
    Key key = made.getKey("node", password);
    Certificate node = made.getCertificate("node");
    Certificate authority = made.getCertificate("authority");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("node", key, password, new Certificate[] {node});
    store.setCertificateEntry("authority", authority);
    Path file = own.resolve("store.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return new Certificates(
        file,
        pem(own.resolve("node.pem"), "CERTIFICATE", node.getEncoded()),
        pem(own.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()),
        pem(own.resolve("authority.pem"), "CERTIFICATE", authority.getEncoded()));
  }

  private static void keytool(Path store, String... what) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(what));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keyalg", "EC", "-validity", "2"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(out);
    }
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }
}
