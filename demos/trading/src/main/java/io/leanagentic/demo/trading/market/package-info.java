/** Prices: files, bars, instruments, and the one feed that they make. */
package io.leanagentic.demo.trading.market;
