import org.jspecify.annotations.NullMarked;

/** The same agents in several processes: refs by name, signals and questions across machines. */
@NullMarked
@SuppressWarnings("requires-automatic") // the jars of Pekko have no descriptor
module io.leanagentic.cluster {
  requires transitive io.leanagentic;
  requires transitive io.leanagentic.orchestration;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.cbor;
  requires pekko.actor;
  requires pekko.cluster;
  requires pekko.remote;
  requires scala.library;
  requires typesafe.config;
  requires static transitive org.jspecify;

  exports io.leanagentic.cluster;
  exports io.leanagentic.cluster.spi;

  opens io.leanagentic.cluster.internal.engine to
      pekko.actor,
      pekko.cluster; // makes NameCheck by its name
}
