package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.agents.FanIn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Virtual threads that put into one bounded queue, and one that takes and counts. */
public abstract class VirtualProducers {
  private static final int CAPACITY = 1000; // as our mailboxes

  private final int producers;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY);
  private final List<BlockingQueue<Integer>> commands = new ArrayList<>();
  private final Completion finish = new Completion();
  private long counted;
  private int done;

  VirtualProducers(int producers) {
    this.producers = producers;
    VirtualThreads.loop(items, this::count);
    for (int i = 0; i < producers; i++) {
      BlockingQueue<Integer> toProduce = new LinkedTransferQueue<>();
      commands.add(toProduce);
      VirtualThreads.loop(toProduce, n -> putItems(n));
    }
  }

  private boolean putItems(int n) throws InterruptedException {
    for (int i = 0; i < n; i++) {
      items.put(Item.ITEM);
    }
    items.put(Item.DONE);
    return true;
  }

  private boolean count(Item item) {
    switch (item) {
      case ITEM -> counted++;
      case DONE -> {
        if (++done == producers) {
          finish.with(counted);
          counted = 0;
          done = 0;
        }
      }
    }
    return true;
  }

  /** Each producer sends {@code n} items; returns how many were counted. */
  public long produce(int n) throws InterruptedException {
    for (BlockingQueue<Integer> command : commands) {
      command.put(n);
    }
    return finish.expect((long) producers * n);
  }

  /** The calling thread sends {@code n} items. */
  public long produceFromThread(int n) throws InterruptedException {
    putItems(n);
    return finish.expect(n);
  }

  private enum Item {
    ITEM,
    DONE
  }

  /** One producer. */
  @State(Scope.Benchmark)
  public static class OneToOne extends VirtualProducers {
    /** Starts them; they end with the process. */
    public OneToOne() {
      super(1);
    }
  }

  /** Many producers. */
  @State(Scope.Benchmark)
  public static class Many extends VirtualProducers {
    /** Starts them; they end with the process. */
    public Many() {
      super(FanIn.PRODUCERS);
    }
  }
}
