/**
 * Phase 5: rules, codes of errors, and where they are said.
 *
 * <p>Bodies are walked several times, in loops, for each exit of a {@code finally} block, and to
 * try something without saying it. So an error is said once for each tree, and can be held back.
 */
package io.leanagentic.checker.internal.report;
