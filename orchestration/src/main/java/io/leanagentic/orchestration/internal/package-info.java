/** What several of the primitives need. */
@NullMarked
package io.leanagentic.orchestration.internal;

import org.jspecify.annotations.NullMarked;
