/**
 * Phase 1, as far as it needs nothing else: options, files written by annotation processors, and
 * the note beside class files of what was checked.
 */
package io.leanagentic.checker.internal.compile;
