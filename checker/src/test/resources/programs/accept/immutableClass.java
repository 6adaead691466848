// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Money {
  private final BigDecimal amount; private final Currency currency;
  private Money(BigDecimal amount, Currency currency) { this.amount = amount; this.currency = currency; }
  static Money of(String amount, String currency) { return new Money(new BigDecimal(amount), Currency.getInstance(currency)); }
  Money plus(Money o) { if (!currency.equals(o.currency)) throw new IllegalArgumentException(currency + " is not " + o.currency); return new Money(amount.add(o.amount), currency); }
  Money times(int n) { return new Money(amount.multiply(BigDecimal.valueOf(n)), currency); }
  BigDecimal amount() { return amount; }
  @Override public boolean equals(Object o) { return o instanceof Money m && amount.compareTo(m.amount) == 0 && currency.equals(m.currency); }
  @Override public int hashCode() { return Objects.hash(amount.stripTrailingZeros(), currency); }
  @Override public String toString() { return amount + " " + currency; }
}
record Deposit(@Iso Money money) implements Message {}
final class Account implements Behavior<Deposit> {
  private Money balance = Money.of("0", "EUR"); private final AgentRef<Money> audit;
  Account(AgentRef<Money> audit) { this.audit = audit; }
  @Override public void receive(AgentContext<Deposit> context, Deposit d) {
    balance = balance.plus(d.money());
    audit.signal(balance.times(1));
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Money> audit = rt.spawn("audit", (c, m) -> IO.println(m));
  AgentRef<Deposit> a = rt.spawn(() -> new Account(audit));
  a.signal(new Deposit(Money.of("1.50", "EUR").times(3))); } } }
