/** Public methods, called with what a careless or hostile caller would give. */
@NullMarked
package io.leanagentic.build.hostile;

import org.jspecify.annotations.NullMarked;
