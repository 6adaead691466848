// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Chain<T> { private Link<T> head; private int size; private static final class Link<T> { final T value; Link<T> next; Link(T value, Link<T> next) { this.value = value; this.next = next; } }
  void push(T t) { head = new Link<>(t, head); size++; } T pop() { if (head == null) throw new NoSuchElementException(); T t = head.value; head = head.next; size--; return t; } boolean isEmpty() { return head == null; } int size() { return size; }
  Chain<T> reversed() { Chain<T> c = new Chain<>(); for (Link<T> l = head; l != null; l = l.next) c.push(l.value); return c; } }
final class Holder implements Behavior<String> { private final Chain<String> chain = new Chain<>(); private final AgentRef<Chain<String>> out; Holder(AgentRef<Chain<String>> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { chain.push(s); if (chain.size() > 2) { Chain<String> mine = new Chain<>(); while (!chain.isEmpty()) mine.push(chain.pop()); out.signal(mine); } } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Chain<String>> o = rt.spawn("o", (c, x) -> x.push("y")); AgentRef<String> h = rt.spawn(() -> new Holder(o)); h.signal("x"); } } }
