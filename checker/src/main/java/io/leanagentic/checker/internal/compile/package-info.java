/**
 * The part of phase 1 that needs nothing else: options, files written by annotation processors, and
 * the list, beside class files, of what was checked.
 */
package io.leanagentic.checker.internal.compile;
