import org.jspecify.annotations.NullMarked;

/**
 * The checker of reference capabilities: a plugin of javac, never on the path of a running program.
 *
 * <p>It uses the public API of the compiler only, and needs nothing but its own jar: annotations of
 * nullness are read by the compiler that builds it.
 */
@NullMarked
module io.leanagentic.checker {
  requires jdk.compiler;
  requires static org.jspecify;

  provides com.sun.source.util.Plugin with
      io.leanagentic.checker.CapPlugin;
}
