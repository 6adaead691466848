/** Runs the programs of the guide. */
@NullMarked
package io.leanagentic.examples.guide;

import org.jspecify.annotations.NullMarked;
