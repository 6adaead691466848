/**
 * Words for people: the one place that calls the logger, and texts of what users named or made.
 * Throws nothing, whatever a logger or a {@code toString} does.
 */
package io.leanagentic.internal.log;
