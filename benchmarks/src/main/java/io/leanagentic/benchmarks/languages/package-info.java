/**
 * The same small programs in other languages, as processes that take turns with ours. Their sources
 * are in {@code src/main/languages}.
 */
@NullMarked
package io.leanagentic.benchmarks.languages;

import org.jspecify.annotations.NullMarked;
