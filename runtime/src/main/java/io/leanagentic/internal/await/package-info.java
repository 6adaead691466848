/** Answers to come: their one state, their composition, and what they need from the runtime. */
package io.leanagentic.internal.await;
