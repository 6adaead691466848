/** Tests of the default codec. */
@NullMarked
package io.leanagentic.cluster.internal.codec;

import org.jspecify.annotations.NullMarked;
