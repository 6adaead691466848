/** Limits: what an order may be, and when to raise an alert. */
package io.leanagentic.demo.trading.risk;
