/** Faults planted in small systems, and what is said about them. */
@NullMarked
package io.leanagentic.observe;

import org.jspecify.annotations.NullMarked;
