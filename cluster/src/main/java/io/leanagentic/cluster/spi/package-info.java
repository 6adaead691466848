/** What a codec of one's own implements. */
package io.leanagentic.cluster.spi;
