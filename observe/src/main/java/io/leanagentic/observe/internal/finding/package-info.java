/** What can be wrong: one rule for each kind of finding. */
@NullMarked
package io.leanagentic.observe.internal.finding;

import org.jspecify.annotations.NullMarked;
