package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.MatrixProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link MatrixProduct}; all workers read the same two matrices. */
final class MatrixProductProgram {
  private MatrixProductProgram() {}

  static void begin(ActorContext<?> context, MatrixProduct size, Completion finish) {
    context
        .spawnAnonymous(
            Behaviors.<AtMaster>setup(
                self -> Behaviors.receiveMessage(new Master(self, size, finish)::receive)))
        .tell(new Multiply(size.whole()));
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

  private static final class Master {
    private final MatrixProduct size;
    private final List<ActorRef<AtWorker>> workers = new ArrayList<>();
    private int open;

    Master(ActorContext<AtMaster> context, MatrixProduct size, Completion finish) {
      this.size = size;
      double[] left = size.left();
      double[] right = size.right();
      var gathering = new Gathering(size.workers(), finish);
      for (int i = 0; i < size.workers(); i++) {
        workers.add(
            context.spawnAnonymous(
                Behaviors.setup(_ ->
                    Behaviors.receiveMessage(
                        new Worker(size, left, right, context.getSelf(), gathering)::receive))));
      }
    }

    Behavior<AtMaster> receive(AtMaster message) {
      switch (message) {
        case Multiply multiply -> {
          open++;
          workers.get(size.worker(multiply.part())).tell(multiply);
        }
        case Done _ -> {
          if (--open == 0) {
            workers.forEach(worker -> worker.tell(End.END));
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static final class Worker {
    private final MatrixProduct size;
    private final double[] left;
    private final double[] right;
    private final ActorRef<AtMaster> master;
    private final Gathering gathering;
    private final Map<MatrixProduct.Part, double[]> blocks = new HashMap<>();

    Worker(
        MatrixProduct size,
        double[] left,
        double[] right,
        ActorRef<AtMaster> master,
        Gathering gathering) {
      this.size = size;
      this.left = left;
      this.right = right;
      this.master = master;
      this.gathering = gathering;
    }

    Behavior<AtWorker> receive(AtWorker message) {
      switch (message) {
        case Multiply(var part) -> {
          if (size.isAlone(part)) {
            double[] block = blocks.computeIfAbsent(part.block(), MatrixProduct.Part::zeros);
            size.add(part, left, right, block);
          } else {
            part.eighths().forEach(eighth -> master.tell(new Multiply(eighth)));
          }
          master.tell(Done.DONE);
        }
        case End _ -> {
          long sum = 0;
          for (var block : blocks.entrySet()) {
            sum += MatrixProduct.result(block.getKey(), block.getValue());
          }
          gathering.end(sum);
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }
  }
}
