/**
 * What tests of the runtime share: runtimes whose books are checked, and a schedule from a seed.
 */
@org.jspecify.annotations.NullMarked
package io.leanagentic.testing;
