/** What programs of several processes use. */
package io.leanagentic.cluster;
