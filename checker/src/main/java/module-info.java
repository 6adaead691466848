/**
 * The checker of reference capabilities: a plugin of javac, never on the path of a running program.
 *
 * <p>It uses the public API of the compiler only, and needs nothing but its own jar.
 */
module io.leanagentic.checker {
  requires jdk.compiler;

  provides com.sun.source.util.Plugin with
      io.leanagentic.checker.CapPlugin;
}
