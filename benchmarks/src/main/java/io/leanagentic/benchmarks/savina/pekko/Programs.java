package io.leanagentic.benchmarks.savina.pekko;

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
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** All programs. */
final class Programs {
  private Programs() {}

  /** Spawns the actors of {@code problem} and sends the first messages. */
  static void begin(ActorContext<?> context, Problem problem, Completion finish) {
    switch (problem) {
      case PingPong size -> PingPongProgram.begin(context, size, finish);
      case Counting size -> CountingProgram.begin(context, size, finish);
      case ForkJoinCreate size -> ForkJoinCreateProgram.begin(context, size, finish);
      case ForkJoinThroughput size -> ForkJoinThroughputProgram.begin(context, size, finish);
      case ThreadRing size -> ThreadRingProgram.begin(context, size, finish);
      case Chameneos size -> ChameneosProgram.begin(context, size, finish);
      case Big size -> BigProgram.begin(context, size, finish);
      case Dictionary size -> DictionaryProgram.begin(context, size, finish);
      case Philosophers size -> PhilosophersProgram.begin(context, size, finish);
      case Bank size -> BankProgram.begin(context, size, finish);
      case RadixSort size -> RadixSortProgram.begin(context, size, finish);
      case Queens size -> QueensProgram.begin(context, size, finish);
      case QuickSort size -> QuickSortProgram.begin(context, size, finish);
      case Trapezoid size -> TrapezoidProgram.begin(context, size, finish);
      case Sieve size -> SieveProgram.begin(context, size, finish);
      case LogisticMap size -> LogisticMapProgram.begin(context, size, finish);
      case Fibonacci size -> FibonacciProgram.begin(context, size, finish);
      case BoundedBuffer size -> BoundedBufferProgram.begin(context, size, finish);
      case BitonicSort size -> BitonicSortProgram.begin(context, size, finish);
      case Relaxation size -> RelaxationProgram.begin(context, size, finish);
      case ShortestPaths size -> ShortestPathsProgram.begin(context, size, finish);
      case FilterBank size -> FilterBankProgram.begin(context, size, finish);
      case Barber size -> BarberProgram.begin(context, size, finish);
      case Smokers size -> SmokersProgram.begin(context, size, finish);
      case SortedList size -> SortedListProgram.begin(context, size, finish);
      case MatrixProduct size -> MatrixProductProgram.begin(context, size, finish);
      case GuidedSearch size -> GuidedSearchProgram.begin(context, size, finish);
      case UnbalancedTree size -> UnbalancedTreeProgram.begin(context, size, finish);
    }
  }
}
