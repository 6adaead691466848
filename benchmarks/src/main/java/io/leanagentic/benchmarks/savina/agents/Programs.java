package io.leanagentic.benchmarks.savina.agents;

import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Bank;
import io.leanagentic.benchmarks.savina.Barber;
import io.leanagentic.benchmarks.savina.Big;
import io.leanagentic.benchmarks.savina.BitonicSort;
import io.leanagentic.benchmarks.savina.BoundedBuffer;
import io.leanagentic.benchmarks.savina.Chameneos;
import io.leanagentic.benchmarks.savina.Counting;
import io.leanagentic.benchmarks.savina.Dictionary;
import io.leanagentic.benchmarks.savina.Fibonacci;
import io.leanagentic.benchmarks.savina.FilterBank;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.ForkJoinThroughput;
import io.leanagentic.benchmarks.savina.GuidedSearch;
import io.leanagentic.benchmarks.savina.LogisticMap;
import io.leanagentic.benchmarks.savina.MatrixProduct;
import io.leanagentic.benchmarks.savina.Philosophers;
import io.leanagentic.benchmarks.savina.PingPong;
import io.leanagentic.benchmarks.savina.Problem;
import io.leanagentic.benchmarks.savina.Queens;
import io.leanagentic.benchmarks.savina.QuickSort;
import io.leanagentic.benchmarks.savina.RadixSort;
import io.leanagentic.benchmarks.savina.Relaxation;
import io.leanagentic.benchmarks.savina.ShortestPaths;
import io.leanagentic.benchmarks.savina.Sieve;
import io.leanagentic.benchmarks.savina.Smokers;
import io.leanagentic.benchmarks.savina.SortedList;
import io.leanagentic.benchmarks.savina.ThreadRing;
import io.leanagentic.benchmarks.savina.Trapezoid;
import io.leanagentic.benchmarks.savina.UnbalancedTree;

/** All programs. */
final class Programs {
  private Programs() {}

  /** Spawns the agents of {@code problem} and sends the first messages. */
  static void begin(Spawner spawner, Problem problem, Completion finish) {
    switch (problem) {
      case PingPong size -> PingPongProgram.begin(spawner, size, finish);
      case Counting size -> CountingProgram.begin(spawner, size, finish);
      case ForkJoinCreate size -> ForkJoinCreateProgram.begin(spawner, size, finish);
      case ForkJoinThroughput size -> ForkJoinThroughputProgram.begin(spawner, size, finish);
      case ThreadRing size -> ThreadRingProgram.begin(spawner, size, finish);
      case Chameneos size -> ChameneosProgram.begin(spawner, size, finish);
      case Big size -> BigProgram.begin(spawner, size, finish);
      case Dictionary size -> DictionaryProgram.begin(spawner, size, finish);
      case Philosophers size -> PhilosophersProgram.begin(spawner, size, finish);
      case Bank size -> BankProgram.begin(spawner, size, finish);
      case RadixSort size -> RadixSortProgram.begin(spawner, size, finish);
      case Queens size -> QueensProgram.begin(spawner, size, finish);
      case QuickSort size -> QuickSortProgram.begin(spawner, size, finish);
      case Trapezoid size -> TrapezoidProgram.begin(spawner, size, finish);
      case Sieve size -> SieveProgram.begin(spawner, size, finish);
      case LogisticMap size -> LogisticMapProgram.begin(spawner, size, finish);
      case Fibonacci size -> FibonacciProgram.begin(spawner, size, finish);
      case BoundedBuffer size -> BoundedBufferProgram.begin(spawner, size, finish);
      case BitonicSort size -> BitonicSortProgram.begin(spawner, size, finish);
      case Relaxation size -> RelaxationProgram.begin(spawner, size, finish);
      case ShortestPaths size -> ShortestPathsProgram.begin(spawner, size, finish);
      case FilterBank size -> FilterBankProgram.begin(spawner, size, finish);
      case Barber size -> BarberProgram.begin(spawner, size, finish);
      case Smokers size -> SmokersProgram.begin(spawner, size, finish);
      case SortedList size -> SortedListProgram.begin(spawner, size, finish);
      case MatrixProduct size -> MatrixProductProgram.begin(spawner, size, finish);
      case GuidedSearch size -> GuidedSearchProgram.begin(spawner, size, finish);
      case UnbalancedTree size -> UnbalancedTreeProgram.begin(spawner, size, finish);
    }
  }
}
