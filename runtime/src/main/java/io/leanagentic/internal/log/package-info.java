/**
 * Texts for people: the one place that calls the logger, and texts of users' objects. Nothing here
 * throws, whatever a logger or a {@code toString} does.
 */
package io.leanagentic.internal.log;
