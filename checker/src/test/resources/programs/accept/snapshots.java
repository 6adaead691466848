// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Account { final String id; long cents; final Deque<Long> moves = new ArrayDeque<>(); Account(String id) { this.id = id; } void move(long c) { cents += c; moves.add(c); }
  Snapshot snapshot() { return new Snapshot(id, cents, List.copyOf(moves)); } }
record Snapshot(String id, long cents, @Val List<Long> moves) implements Message {}
sealed interface B { record Move(String id, long cents) implements B {} record All(Reply<@Val List<Snapshot>> reply) implements B {} record Of(String id, Reply<Snapshot> reply) implements B {} }
final class Bank implements Behavior<B> {
  private final Map<String, Account> accounts = new HashMap<>();
  @Override public void receive(AgentContext<B> context, B m) {
    switch (m) {
      case B.Move(var id, var c) -> accounts.computeIfAbsent(id, Account::new).move(c);
      case B.All(var reply) -> reply.send(accounts.values().stream().map(Account::snapshot).sorted(Comparator.comparing(Snapshot::id)).toList());
      case B.Of(var id, var reply) -> { Account a = accounts.get(id); if (a == null) reply.fail(new NoSuchElementException(id)); else reply.send(a.snapshot()); }
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<B> b = rt.spawn(Bank::new); b.signal(new B.Move("a", 1)); Await<Snapshot> s = b.ask(r -> new B.Of("a", r), Duration.ofSeconds(1)); IO.println(s.join()); } } }
