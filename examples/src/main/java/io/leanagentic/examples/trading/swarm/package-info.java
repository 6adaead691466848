/**
 * The agents. See {@link io.leanagentic.examples.trading.swarm.Swarm}.
 *
 * <pre>
 *                     analyzers
 *                       |^
 *   feed ---> desk ---> team ---> aggregator ---> risk ---> execution ---> portfolio ---> reporter
 *     |                                            ^            ^              |
 *     |                                            +------------|--------------+
 *     +--------------------------------------------------------+               |
 *     ^-------------------------- credit --------------------------------------+
 * </pre>
 */
package io.leanagentic.examples.trading.swarm;
