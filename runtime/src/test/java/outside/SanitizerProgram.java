package outside;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.CapabilityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A user's programs, right or wrong, for {@code CapabilitySanitizerTest} to run in another JVM. */
@SuppressWarnings(
    "cap") // what the sanitizer must find, which would not look into what is unchecked
final class SanitizerProgram {
  private SanitizerProgram() {}

  public static void main(String[] arguments) {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<List<Integer>> receiver =
          runtime.spawn("receiver", (context, rows) -> rows.add(rows.size()));
      var sender =
          arguments[0].equals("lambda")
              ? runtime.<Reply<String>>spawn("parent", () -> new Parent(receiver))
              : runtime.<Reply<String>>spawn("sender", () -> new Sender(receiver, arguments[0]));
      System.out.print(sender.<String>ask(reply -> reply, Duration.ofSeconds(30)).join());
    } catch (RuntimeException failure) {
      System.out.println(failure);
    }
  }

  private static final class Sender implements Behavior<Reply<String>> {
    private final AgentRef<List<Integer>> receiver;
    private final String program;
    private final List<Integer> rows = new ArrayList<>();

    Sender(AgentRef<List<Integer>> receiver, String program) {
      this.receiver = receiver;
      this.program = program;
    }

    @Override
    public void receive(AgentContext<Reply<String>> context, Reply<String> reply) {
      try {
        switch (program) {
          case "state" -> receiver.signal(rows);
          case "spawn" -> context.<Integer>spawn((inner, number) -> rows.add(number));
          case "touch" -> {
            var moved = new ArrayList<Integer>();
            receiver.signal(moved);
            moved.add(7);
          }
          default -> {
            rows.add(1);
            rows.add(2);
            receiver.signal(new ArrayList<>(rows));
          }
        }
        reply.send("fine: " + rows + "\n");
      } catch (CapabilityException violation) {
        reply.send("caught: " + violation.getMessage() + "\n");
      }
    }
  }

  /** Spawns a child whose lambda reads a final field of the parent. */
  private static final class Parent implements Behavior<Reply<String>> {
    private final AgentRef<List<Integer>> receiver;
    private final List<Integer> rows = new ArrayList<>();

    Parent(AgentRef<List<Integer>> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void receive(AgentContext<Reply<String>> context, Reply<String> reply) {
      try {
        rows.add(1);
        rows.add(2);
        String text = "fine: " + rows + "\n";
        AgentRef<Reply<String>> child =
            context.spawn((inner, asked) -> {
              try {
                receiver.signal(new ArrayList<>());
                asked.send(text);
              } catch (CapabilityException violation) {
                asked.send("caught: " + violation.getMessage() + "\n");
              }
            });
        child.signal(reply);
        rows.clear();
      } catch (CapabilityException violation) {
        reply.send("caught: " + violation.getMessage() + "\n");
      }
    }
  }
}
