/**
 * The agents. See {@link io.leanagentic.demo.trading.swarm.Swarm}.
 *
 * <pre>
 *                   analyzers
 *                      |^
 *                      v|
 *   feed --> desk --> team --> aggregator --> risk --> execution --> portfolio --> reporter
 *    |^                                       ^|           ^             |
 *    |+------------------ credit -------------|+           |             |
 *    |                                        +--- statement ------------+
 *    +---------------------- bars -------------------------+
 * </pre>
 */
package io.leanagentic.demo.trading.swarm;
