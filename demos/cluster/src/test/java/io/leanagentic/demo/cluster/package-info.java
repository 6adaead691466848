/** Tests of the parts, without any process. */
@NullMarked
package io.leanagentic.demo.cluster;

import org.jspecify.annotations.NullMarked;
