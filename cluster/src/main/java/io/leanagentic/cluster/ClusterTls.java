package io.leanagentic.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Contexts for {@link ClusterConfig#withTls}, from files: the certificate of this node with its
 * key, and those of the authorities whose nodes are let in.
 */
public final class ClusterTls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");
  private static final String ALLOWED = "; allowed: one key with its certificates, and authorities";

  private ClusterTls() {}

  /**
   * Of a PKCS12 store: one key, and as trusted certificates the authorities.
   *
   * @throws IllegalArgumentException if the store has not that; it says what is wrong
   */
  public static SSLContext pkcs12(Path store, String password) {
    Objects.requireNonNull(store, "store");
    char[] secret = Objects.requireNonNull(password, "password").toCharArray();
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, secret);
      KeyStore authorities = empty();
      boolean hasKey = false;
      for (String alias : Collections.list(keys.aliases())) {
        hasKey |= keys.isKeyEntry(alias);
        if (keys.isCertificateEntry(alias)) {
          authorities.setCertificateEntry(alias, keys.getCertificate(alias));
        }
      }
      if (!hasKey || authorities.size() == 0) {
        throw new IllegalArgumentException(
            store + " has " + (hasKey ? "no authority" : "no key") + ALLOWED);
      }
      return context(keys, secret, authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(store + " cannot be read: " + e + ALLOWED, e);
    }
  }

  /**
   * Of PEM files.
   *
   * @param certificates that of this node, then those between it and the authority
   * @param key its private key, as {@code BEGIN PRIVATE KEY} (PKCS#8, not encrypted)
   * @param authorities certificates of the authorities
   * @throws IllegalArgumentException if a file has not that; it says what is wrong
   */
  public static SSLContext pem(Path certificates, Path key, Path authorities) {
    Objects.requireNonNull(certificates, "certificates");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(authorities, "authorities");
    try {
      KeyStore keys = empty();
      keys.setKeyEntry(
          "node", key(key), new char[0], certificates(certificates).toArray(new Certificate[0]));
      KeyStore trusted = empty();
      for (Certificate authority : certificates(authorities)) {
        trusted.setCertificateEntry("authority " + trusted.size(), authority);
      }
      return context(keys, new char[0], trusted);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          certificates + ", " + key + " and " + authorities + " make no identity: " + e + ALLOWED,
          e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IllegalArgumentException(
            file + " has no certificate; allowed: one or more BEGIN CERTIFICATE");
      }
      return all;
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher text = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!text.find()) {
      throw new IllegalArgumentException(
          file + " has no key; allowed: one BEGIN PRIVATE KEY, which is not encrypted");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // of another algorithm
      }
    }
    throw new IllegalArgumentException(
        file + " has a key of an unknown algorithm; allowed: " + ALGORITHMS);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static SSLContext context(KeyStore keys, char[] password, KeyStore authorities)
      throws GeneralSecurityException {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = Objects.requireNonNull(SSLContext.getInstance("TLS"));
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
