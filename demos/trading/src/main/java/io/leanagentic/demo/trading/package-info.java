/**
 * The trading swarm: agents trade twenty years of real prices, with the same result to the cent
 * however many threads there are.
 */
package io.leanagentic.demo.trading;
