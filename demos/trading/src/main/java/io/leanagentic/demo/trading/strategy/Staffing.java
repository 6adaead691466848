package io.leanagentic.demo.trading.strategy;

/**
 * How many analyzers there are of each kind for each instrument: an equal number, as far as it
 * divides.
 *
 * @param analyzers in all
 * @param instruments that share them
 */
public record Staffing(int analyzers, int instruments) {

  private static final int KINDS = StrategyKind.values().length;

  /** For all of an instrument's strategies. */
  public int of(int instrument) {
    return part(analyzers, instruments, instrument);
  }

  /** For one kind of an instrument's strategies. */
  public int of(int instrument, StrategyKind kind) {
    return part(of(instrument), KINDS, kind.place());
  }

  private static int part(int whole, int parts, int which) {
    return whole / parts + (which < whole % parts ? 1 : 0);
  }
}
