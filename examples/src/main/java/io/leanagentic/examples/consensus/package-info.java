/** Nodes of a mesh that vote: one round for each thing that may happen to them. */
package io.leanagentic.examples.consensus;
