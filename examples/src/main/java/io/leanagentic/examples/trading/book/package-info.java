/**
 * Trading without agents: orders, fills, books, limits and measures, all exact and in one thread.
 */
package io.leanagentic.examples.trading.book;
