/** Membership and transport: the only package that names the engine behind them. */
package io.leanagentic.cluster.internal.engine;
