/** Tests of what programs use. */
@NullMarked
package io.leanagentic.cluster;

import org.jspecify.annotations.NullMarked;
