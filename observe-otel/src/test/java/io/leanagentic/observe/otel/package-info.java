/** Traces of known runs. */
@NullMarked
package io.leanagentic.observe.otel;

import org.jspecify.annotations.NullMarked;
