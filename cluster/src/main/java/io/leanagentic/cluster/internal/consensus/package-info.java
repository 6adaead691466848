/** The consensus log: the only package that names the engine behind it. */
package io.leanagentic.cluster.internal.consensus;
