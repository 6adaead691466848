/** What came out, as text and as a page. */
package io.leanagentic.demo.trading.report;
