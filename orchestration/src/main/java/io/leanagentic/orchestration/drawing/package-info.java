/** Drawings of topologies. Nothing in the rest of the module depends on this package. */
package io.leanagentic.orchestration.drawing;
