package io.leanagentic.benchmarks.simulation;

import io.leanagentic.internal.scheduler.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All loads. Their sizes grow with the number of workers, so that each runs for some ms. */
final class Loads {
  private Loads() {}

  static List<Load> all() {
    return List.of(
        new Tree(),
        new Pairs(),
        new FanIn(),
        new Outside(),
        new Skewed(),
        new Bursts(),
        new Guests());
  }

  /** A tree that is made by its nodes, which then hear from their children. */
  private static final class Tree implements Load {
    private static final int NODE_NANOS = 300;
    private static final int LEAF_NANOS = 3_000;
    private static final int DONE = 1;

    @Override
    public String name() {
      return "fork-join";
    }

    @Override
    public String text() {
      return "a tree of agents; each node makes two, leaves work for 3 µs, results go up";
    }

    private static int leaves(int workers) {
      return Integer.highestOneBit(workers) * 512;
    }

    @Override
    public double idealNanos(int workers) {
      double leaves = leaves(workers);
      return (leaves * LEAF_NANOS + 2 * leaves * NODE_NANOS) / workers;
    }

    @Override
    public void start(Run run) {
      int leaves = leaves(run.workers());
      run.expect(leaves + 3 * (leaves - 1)); // a node hears three times
      run.startOutsider(() -> new Node(run, null, leaves).signalFromOutside(0));
    }

    private static final class Node extends SimulatedAgent {
      private final Run run;
      private final @Nullable Node parent;
      private final int leaves;
      private int done;

      Node(Run run, @Nullable Node parent, int leaves) {
        super(run);
        this.run = run;
        this.parent = parent;
        this.leaves = leaves;
      }

      @Override
      void receive(int message, Worker worker) {
        if (leaves == 1) {
          works(LEAF_NANOS);
          tell(worker);
        } else if (message != DONE) {
          works(NODE_NANOS);
          new Node(run, this, leaves / 2).signal(0, worker);
          new Node(run, this, leaves / 2).signal(0, worker);
        } else if (++done == 2) {
          works(NODE_NANOS);
          tell(worker);
        }
      }

      private void tell(Worker worker) {
        if (parent != null) {
          parent.signal(DONE, worker);
        }
      }
    }
  }

  /** Many pairs that talk. */
  private static final class Pairs implements Load {
    private static final int PER_WORKER = 4;
    private static final int ROUNDS = 1_500;
    private static final int NANOS = 150;

    @Override
    public String name() {
      return "pairs";
    }

    @Override
    public String text() {
      return "four pairs of agents per worker that send one message to and fro, 150 ns each";
    }

    @Override
    public double idealNanos(int workers) {
      return (double) PER_WORKER * ROUNDS * NANOS;
    }

    @Override
    public void start(Run run) {
      int pairs = PER_WORKER * run.workers();
      run.expect(pairs * ROUNDS);
      run.startOutsider(() -> {
        for (int i = 0; i < pairs; i++) {
          var one = new Talker(run);
          var other = new Talker(run);
          one.partner = other;
          other.partner = one;
          one.signalFromOutside(ROUNDS);
        }
      });
    }

    private static final class Talker extends SimulatedAgent {
      @Nullable Talker partner;

      Talker(Run run) {
        super(run);
      }

      @Override
      void receive(int message, Worker worker) {
        works(NANOS);
        if (message > 1 && partner != null) {
          partner.signal(message - 1, worker);
        }
      }
    }
  }

  /** Many send to one. */
  private static final class FanIn implements Load {
    private static final int PER_WORKER = 4;
    private static final int SOURCES = 16;
    private static final int ROUNDS = 16;
    private static final int BATCH = 16;
    private static final int MAKE_NANOS = 2_000;
    private static final int TAKE_NANOS = 30;

    @Override
    public String name() {
      return "fan-in";
    }

    @Override
    public String text() {
      return "16 agents, which need 2 µs per message, send to one, which needs 30 ns; four per worker";
    }

    private static int messages(int workers) {
      return PER_WORKER * workers * ROUNDS * BATCH;
    }

    @Override
    public double idealNanos(int workers) {
      return (double) messages(workers) * (MAKE_NANOS + TAKE_NANOS) / workers;
    }

    @Override
    public void start(Run run) {
      run.expect(messages(run.workers()) + PER_WORKER * run.workers() * ROUNDS);
      run.startOutsider(() -> {
        SimulatedAgent sink = new Run.Plain(run, TAKE_NANOS);
        for (int i = 0; i < PER_WORKER * run.workers(); i++) {
          sink = i % SOURCES == 0 ? new Run.Plain(run, TAKE_NANOS) : sink;
          new Producer(run, sink).signalFromOutside(ROUNDS);
        }
      });
    }

    private static final class Producer extends SimulatedAgent {
      private final SimulatedAgent sink;

      Producer(Run run, SimulatedAgent sink) {
        super(run);
        this.sink = sink;
      }

      @Override
      void receive(int message, Worker worker) {
        for (int i = 0; i < BATCH; i++) {
          works(MAKE_NANOS);
          sink.signal(0, worker);
        }
        if (message > 1) {
          signal(message - 1, worker);
        }
      }
    }
  }

  /** Threads that are no workers hand over short tasks. */
  private static final class Outside implements Load {
    private static final int PER_WORKER = 800;
    private static final int NANOS = 2_000;
    private static final double LOAD = 0.7;

    @Override
    public String name() {
      return "outside";
    }

    @Override
    public String text() {
      return "threads from outside, one per 4 workers, signal a new agent each time, 2 µs; 70 % load";
    }

    @Override
    public int outsiders(int workers) {
      return Math.max(1, workers / 4);
    }

    private double interval(int workers) {
      return NANOS * outsiders(workers) / (LOAD * workers);
    }

    @Override
    public double idealNanos(int workers) {
      return interval(workers) * PER_WORKER * workers / outsiders(workers);
    }

    @Override
    public void start(Run run) {
      int threads = outsiders(run.workers());
      int each = PER_WORKER * run.workers() / threads;
      double interval = interval(run.workers());
      run.expect(each * threads);
      for (int t = 0; t < threads; t++) {
        var random = run.random().split();
        run.startOutsider(() -> {
          double at = random.nextDouble(interval);
          for (int i = 0; i < each; i++) {
            run.machine().waitsUntil((long) at);
            new Run.Plain(run, NANOS).signalFromOutside(0);
            at += random.nextDouble(2 * interval);
          }
        });
      }
    }
  }

  /** One agent makes work for all. */
  private static final class Skewed implements Load {
    private static final int PER_WORKER = 400;
    private static final int MAKE_NANOS = 20;
    private static final int TAKE_NANOS = 10_000;
    private static final int BATCH = 64;

    @Override
    public String name() {
      return "skewed";
    }

    @Override
    public String text() {
      return "one agent makes others ready, one each 20 ns or slower; each works for 10 µs";
    }

    @Override
    public double idealNanos(int workers) {
      return (double) PER_WORKER * (TAKE_NANOS + MAKE_NANOS);
    }

    @Override
    public void start(Run run) {
      int rounds = PER_WORKER * run.workers() / BATCH;
      run.expect(rounds * (BATCH + 1));
      run.startOutsider(() -> new Maker(run).signalFromOutside(rounds));
    }

    private static final class Maker extends SimulatedAgent {
      private final Run run;

      Maker(Run run) {
        super(run);
        this.run = run;
      }

      @Override
      void receive(int message, Worker worker) {
        for (int i = 0; i < BATCH; i++) {
          works(MAKE_NANOS);
          new Run.Plain(run, TAKE_NANOS).signal(0, worker);
        }
        if (message > 1) {
          signal(message - 1, worker);
        }
      }
    }
  }

  /** Work for all at once, now and then. */
  private static final class Bursts implements Load {
    private static final int PER_WORKER = 8;
    private static final int BURSTS = 12;
    private static final int EVERY_NANOS = 400_000;
    private static final int NANOS = 5_000;
    private static final int MAKE_NANOS = 20;

    @Override
    public String name() {
      return "bursts";
    }

    @Override
    public String text() {
      return "each 400 µs an agent makes eight per worker ready, 5 µs each; else all sleep";
    }

    @Override
    public double idealNanos(int workers) {
      return (double) BURSTS * EVERY_NANOS;
    }

    @Override
    public void start(Run run) {
      int burst = PER_WORKER * run.workers();
      run.expect(BURSTS * (burst + 1));
      run.startOutsider(() -> {
        var first = new First(run, burst);
        for (int i = 1; i <= BURSTS; i++) {
          run.machine().waitsUntil((long) i * EVERY_NANOS);
          first.signalFromOutside(0);
        }
      });
    }

    private static final class First extends SimulatedAgent {
      private final Run run;
      private final int burst;

      First(Run run, int burst) {
        super(run);
        this.run = run;
        this.burst = burst;
      }

      @Override
      void receive(int message, Worker worker) {
        for (int i = 0; i < burst; i++) {
          works(MAKE_NANOS);
          new Run.Plain(run, NANOS).signal(0, worker);
        }
      }
    }
  }

  /** Half of the workers talk; now and then something comes from outside. */
  private static final class Guests implements Load {
    private static final int GUESTS = 200;
    private static final int FIRST_NANOS = 1_000_000;
    private static final int EVERY_NANOS = 20_000;
    private static final int NANOS = 5_000;
    private static final int TALK_NANOS = 300;

    @Override
    public String name() {
      return "guests";
    }

    @Override
    public String text() {
      return "half of the workers have three pairs that talk; each 20 µs a task of 5 µs from outside";
    }

    @Override
    public int outsiders(int workers) {
      return 2;
    }

    @Override
    public double idealNanos(int workers) {
      return (double) FIRST_NANOS + (GUESTS - 1) * EVERY_NANOS + NANOS;
    }

    @Override
    public void start(Run run) {
      run.expect(GUESTS);
      run.startOutsider(() -> {
        for (int i = 0; i < run.workers() / 2 * 3; i++) {
          var one = new Talkers(run);
          var other = new Talkers(run);
          one.partner = other;
          other.partner = one;
          one.signalFromOutside(0);
        }
      });
      run.startOutsider(() -> {
        for (int i = 0; i < GUESTS; i++) {
          run.machine().waitsUntil(FIRST_NANOS + (long) i * EVERY_NANOS);
          new Run.Plain(run, NANOS).signalFromOutside(0);
        }
      });
    }

    private static final class Talkers extends SimulatedAgent {
      @Nullable Talkers partner;

      Talkers(Run run) {
        super(run);
        isCounted = false;
      }

      @Override
      void receive(int message, Worker worker) {
        works(TALK_NANOS);
        if (partner != null) {
          partner.signal(0, worker);
        }
      }
    }
  }
}
