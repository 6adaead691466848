package io.leanagentic.benchmarks.simulation;

import java.util.BitSet;

/** A cache line that several processors write: who has it, and when it is free to go on. */
final class Line {
  private static final int NOBODY = -1;

  private final BitSet readers = new BitSet();
  private int owner = NOBODY;
  private long free;

  /** When {@code by}, which begins now, has read it. */
  long read(Processor by, SimulatedMachine machine) {
    if (owner == NOBODY || readers.get(by.number)) {
      readers.set(by.number);
      return by.now + SimulatedMachine.HIT;
    }
    readers.set(by.number);
    long begin = Math.max(by.now, free);
    free = begin + SimulatedMachine.OCCUPIED;
    return begin + machine.distance(by.number, owner);
  }

  /** When {@code by}, which begins now, has written it, by an atomic operation. */
  long write(Processor by, SimulatedMachine machine) {
    long begin = Math.max(by.now, free);
    int trip = owner == NOBODY ? 0 : machine.distance(by.number, owner);
    for (int r = readers.nextSetBit(0); r >= 0; r = readers.nextSetBit(r + 1)) {
      trip = Math.max(trip, machine.distance(by.number, r));
    }
    readers.clear();
    readers.set(by.number);
    owner = by.number;
    free = begin + trip + SimulatedMachine.ATOMIC;
    return free;
  }
}
