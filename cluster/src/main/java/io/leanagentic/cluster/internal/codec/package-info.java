/** The default codec: one class for each shape that a value can have. */
package io.leanagentic.cluster.internal.codec;
