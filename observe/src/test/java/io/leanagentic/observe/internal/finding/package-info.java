/** Rules for what no test can plant. */
@NullMarked
package io.leanagentic.observe.internal.finding;

import org.jspecify.annotations.NullMarked;
