/**
 * Orders, fills, the books and what they come to: trading without agents, exact and in one thread.
 */
package io.leanagentic.demo.trading.ledger;
