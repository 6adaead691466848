package io.leanagentic.capability.sanitizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Agents whose classes were not checked: {@code -Dcap.unverified=off|warn|error}.
 *
 * <p>Without the property: {@code warn} where the program has stamps of the checker at all, so that
 * a class that escaped it is named; {@code off} where it has none, as its author does not use the
 * checker. A stamp is the file {@code META-INF/lean-agentic/checked} that the checker's option
 * {@code stamp=} writes beside the classes.
 */
final class Unverified {
  static final String STAMP = "META-INF/lean-agentic/checked";

  private static final int MOST_WARNINGS = 8;
  private static final Logger LOG = System.getLogger("io.leanagentic.capability");
  private static final String SETTING = System.getProperty("cap.unverified", "");
  private static final boolean REFUSES = SETTING.equals("error");

  /** Whether there is anything to look at. */
  static final boolean LOOKS =
      switch (SETTING) {
        case "warn", "error" -> true;
        case "" -> CapabilitySanitizer.TYPES && hasStamps();
        default -> false;
      };

  private static final AtomicInteger WARNINGS = new AtomicInteger();
  private static final ConcurrentHashMap<String, Set<String>> STAMPS = new ConcurrentHashMap<>();
  private static final ClassValue<Boolean> VERIFIED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          boolean verified = isVerified(type);
          if (!verified && !REFUSES) {
            warn(type);
          }
          return verified;
        }
      };

  private Unverified() {}

  static void requireSettings() {
    if (!Set.of("", "off", "warn", "error").contains(SETTING)) {
      throw new IllegalArgumentException(
          "system property cap.unverified is '" + SETTING + "'; allowed: off, warn, error");
    }
  }

  /** Looks at the class, or for a lambda at the one it is written in. */
  static void look(Class<?> type) {
    if (!VERIFIED.get(type.getNestHost()) && REFUSES) {
      throw CapabilitySanitizer.violation(
          "agent "
              + type.getName()
              + " was compiled without the checker, and cap.unverified=error refuses it; compile"
              + " with -Xplugin:Cap stamp=FOLDER",
          null);
    }
  }

  /** Once per class, and not for more than a few. */
  private static void warn(Class<?> type) {
    int count = WARNINGS.incrementAndGet();
    if (count <= MOST_WARNINGS) {
      LOG.log(
          Logger.Level.WARNING,
          "agent {0} was compiled without the capability checker (-Dcap.unverified=off to be"
              + " silent){1}",
          type.getName(),
          count == MOST_WARNINGS ? "; more such classes are not named" : "");
    }
  }

  /** Stamps name classes at the top; the project's own are checked. */
  private static boolean isVerified(Class<?> host) {
    String name = host.getName();
    CodeSource source = host.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return false;
    }
    return STAMPS.computeIfAbsent(location.toString(), Unverified::read).contains(name)
        || name.startsWith("io.leanagentic.");
  }

  private static Set<String> read(String location) {
    String root = location.endsWith("/") ? location : "jar:" + location + "!/";
    try {
      URLConnection connection = URI.create(root + STAMP).toURL().openConnection();
      connection.setUseCaches(false);
      try (var reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        return reader.lines().map(String::strip).collect(Collectors.toUnmodifiableSet());
      }
    } catch (IOException | IllegalArgumentException absent) {
      return Set.of(); // no stamp: nothing there was checked
    }
  }

  private static boolean hasStamps() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
    try {
      return loader.getResources(STAMP).hasMoreElements();
    } catch (IOException e) {
      return false;
    }
  }
}
