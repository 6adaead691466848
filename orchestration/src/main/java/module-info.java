import org.jspecify.annotations.NullMarked;

/**
 * Agents composed into systems: quorum, shard, lease, broadcast and topologies, built on the
 * runtime's public API only.
 */
@NullMarked
module io.leanagentic.orchestration {
  requires transitive io.leanagentic;
  requires static transitive org.jspecify;

  exports io.leanagentic.orchestration;
  exports io.leanagentic.orchestration.drawing;
  exports io.leanagentic.orchestration.spi;
}
