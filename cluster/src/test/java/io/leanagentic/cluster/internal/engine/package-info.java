/** Tests of joining. */
@NullMarked
package io.leanagentic.cluster.internal.engine;

import org.jspecify.annotations.NullMarked;
