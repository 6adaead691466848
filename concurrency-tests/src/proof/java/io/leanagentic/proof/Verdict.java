package io.leanagentic.proof;

/**
 * What one proof came to: a row of the table.
 *
 * @param name of the proof
 * @param tool jcstress, Lincheck or SPIN
 * @param bound within which it was looked at
 * @param samples how many outcomes or states were seen
 * @param seconds that it took
 * @param problem why it does not hold; empty if it does
 * @param control what became of the broken twin; empty if it was caught
 */
record Verdict(
    String name,
    String tool,
    String bound,
    long samples,
    double seconds,
    String problem,
    String control) {

  boolean holds() {
    return problem.isEmpty();
  }

  boolean isControlled() {
    return control.isEmpty();
  }
}
