/** How two nodes talk: items in frames that are confirmed, and windows of messages. */
package io.leanagentic.cluster.internal.link;
