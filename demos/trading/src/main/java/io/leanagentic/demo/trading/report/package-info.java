/** The results, as text and as a page. */
package io.leanagentic.demo.trading.report;
