/** Tests of links. */
@NullMarked
package io.leanagentic.cluster.internal.link;

import org.jspecify.annotations.NullMarked;
