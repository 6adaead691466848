import org.jspecify.annotations.NullMarked;

/**
 * Agents and the runtime that schedules them. The exported package is the whole API; {@code spi} is
 * for users that bring their own time, threads or schedule, {@code extension} for libraries that
 * run behaviors of their users.
 */
@NullMarked
module io.leanagentic {
  requires static transitive org.jspecify;
  requires transitive io.leanagentic.capability;
  requires java.management; // processor time of a thread, for profiles

  exports io.leanagentic;
  exports io.leanagentic.extension;
  exports io.leanagentic.spi;

  uses io.leanagentic.extension.Companion;
}
