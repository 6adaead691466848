/** Strategies: deterministic rules that vote after each bar. */
package io.leanagentic.demo.trading.strategy;
