/** A crew that calls a model over HTTP: coordinator, workers, reviewers. */
package io.leanagentic.examples.crew;
