package io.leanagentic.internal;

import io.leanagentic.extension.Companion;
import java.util.ServiceLoader;

/** Starts what is to begin with each runtime, if the process was started so. */
final class Companions {
  private static final String PROPERTY = "leanagentic.console";

  private Companions() {}

  /** Throws nothing. */
  static void begin(RuntimeCore runtime) {
    String value = System.getProperty(PROPERTY);
    if (value == null) {
      return;
    }
    try {
      var found = ServiceLoader.load(Companion.class).iterator();
      if (!found.hasNext()) {
        throw new IllegalStateException(
            "nobody serves it; is lean-agentic-observe on the module path or the class path?");
      }
      while (found.hasNext()) {
        found.next().begin(runtime, value);
      }
    } catch (Throwable t) {
      runtime.callbackFailed(() -> "no console, though " + PROPERTY + " is set", t);
    }
  }
}
