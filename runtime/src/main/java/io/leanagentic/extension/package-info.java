/**
 * What libraries need that programs do not. Some run behaviors of their users within their own
 * agents: messages that hear what becomes of them, a place for what such a behavior begins, and
 * what goes along with a message that is kept. Others look at a runtime from outside.
 */
package io.leanagentic.extension;
