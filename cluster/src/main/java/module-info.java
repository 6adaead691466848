import org.jspecify.annotations.NullMarked;

/** The same agents in several processes: refs by name, signals and questions across machines. */
@NullMarked
module io.leanagentic.cluster {
  requires transitive io.leanagentic;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.cbor;
  requires static transitive org.jspecify;

  exports io.leanagentic.cluster;
  exports io.leanagentic.cluster.spi;
}
