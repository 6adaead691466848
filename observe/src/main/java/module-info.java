import org.jspecify.annotations.NullMarked;

/**
 * Looks at a running system of agents, and says what is wrong: snapshots, findings, a console in
 * the browser, events of JDK Flight Recorder.
 */
@NullMarked
module io.leanagentic.observe {
  requires transitive io.leanagentic;
  requires java.management;
  requires jdk.httpserver;
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports io.leanagentic.observe;

  provides io.leanagentic.extension.Companion with
      io.leanagentic.observe.ConsoleCompanion;
}
