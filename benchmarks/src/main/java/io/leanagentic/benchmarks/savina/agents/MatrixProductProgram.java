package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.MatrixProduct;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link MatrixProduct}; all workers read the same two matrices. */
final class MatrixProductProgram {
  private MatrixProductProgram() {}

  static void begin(Spawner spawner, MatrixProduct size, Completion finish) {
    AgentRef<AtMaster> master = spawner.spawn(() -> new Master(size, finish));
    check(master.signal(new Multiply(size.whole())));
  }

  sealed interface AtMaster {}

  sealed interface AtWorker {}

  record Multiply(MatrixProduct.Part part) implements AtMaster, AtWorker {}

  enum Done implements AtMaster {
    DONE
  }

  enum End implements AtWorker {
    END
  }

  private static final class Master implements Behavior<AtMaster> {
    private final MatrixProduct size;
    private final Completion finish;
    private final List<AgentRef<AtWorker>> workers = new ArrayList<>();
    private int open;

    Master(MatrixProduct size, Completion finish) {
      this.size = size;
      this.finish = finish;
    }

    @Override
    public void onStart(AgentContext<AtMaster> context) {
      @Val double[] left = Cap.freeze(size.left());
      @Val double[] right = Cap.freeze(size.right());
      var gathering = new Gathering(size.workers(), finish);
      AgentRef<AtMaster> self = context.self();
      for (int i = 0; i < size.workers(); i++) {
        workers.add(context.spawn(() -> new Worker(size, left, right, self, gathering)));
      }
    }

    @Override
    public void receive(AgentContext<AtMaster> context, AtMaster message) {
      switch (message) {
        case Multiply multiply -> {
          open++;
          check(workers.get(size.worker(multiply.part())).signal(multiply));
        }
        case Done _ -> {
          if (--open == 0) {
            workers.forEach(worker -> check(worker.signal(End.END)));
          }
        }
      }
    }
  }

  private static final class Worker implements Behavior<AtWorker> {
    private final MatrixProduct size;
    @Val private final double[] left;
    @Val private final double[] right;
    private final AgentRef<AtMaster> master;
    private final Gathering gathering;
    private final Map<MatrixProduct.Part, double[]> blocks = new HashMap<>();

    Worker(
        MatrixProduct size,
        @Val double[] left,
        @Val double[] right,
        AgentRef<AtMaster> master,
        Gathering gathering) {
      this.size = size;
      this.left = left;
      this.right = right;
      this.master = master;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<AtWorker> context, AtWorker message) {
      switch (message) {
        case Multiply(var part) -> {
          if (size.isAlone(part)) {
            double[] block = blocks.computeIfAbsent(part.block(), MatrixProduct.Part::zeros);
            size.add(part, left, right, block);
          } else {
            part.eighths().forEach(eighth -> check(master.signal(new Multiply(eighth))));
          }
          check(master.signal(Done.DONE));
        }
        case End _ -> {
          long sum = 0;
          for (var block : blocks.entrySet()) {
            sum += MatrixProduct.result(block.getKey(), block.getValue());
          }
          gathering.end(sum);
          context.stop();
        }
      }
    }
  }
}
