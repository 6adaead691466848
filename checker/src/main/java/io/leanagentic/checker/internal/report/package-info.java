/** Phase 5: rules, the codes of errors and their pages, and {@code Diagnostics}, which reports. */
package io.leanagentic.checker.internal.report;
