/** One node: what it publishes, what it has found, and what it has asked. */
package io.leanagentic.cluster.internal.node;
