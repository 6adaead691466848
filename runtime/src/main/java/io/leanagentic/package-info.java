/**
 * Agents: small stateful things that handle one message at a time and are reached only through
 * their address.
 */
package io.leanagentic;
