// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

interface Stack<T> extends Iterable<T> { void push(T t); T pop(); boolean isEmpty(); default T popOr(T other) { return isEmpty() ? other : pop(); } }
final class ArrayStack<T> implements Stack<T> {
  private Object[] items = new Object[4]; private int size;
  @Override public void push(T t) { if (size == items.length) items = Arrays.copyOf(items, size * 2); items[size++] = t; }
  @SuppressWarnings("unchecked") @Override public T pop() { T t = (T) items[--size]; items[size] = null; return t; }
  @Override public boolean isEmpty() { return size == 0; }
  @Override public Iterator<T> iterator() { return new Iterator<>() { int at = size; public boolean hasNext() { return at > 0; } @SuppressWarnings("unchecked") public T next() { return (T) items[--at]; } }; }
}
sealed interface Cmd { record Push(String s) implements Cmd {} record Pop(Reply<String> reply) implements Cmd {} record Dump(AgentRef<List<String>> to) implements Cmd {} }
final class StackAgent implements Behavior<Cmd> {
  private final Stack<String> stack = new ArrayStack<>();
  @Override public void receive(AgentContext<Cmd> context, Cmd c) {
    switch (c) {
      case Cmd.Push(var s) -> stack.push(s);
      case Cmd.Pop(var reply) -> reply.send(stack.popOr("none"));
      case Cmd.Dump(var to) -> { List<String> all = new ArrayList<>(); for (String s : stack) all.add(s); Collections.reverse(all); to.signal(all); }
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<List<String>> to = rt.spawn("to", (c, l) -> { Collections.sort(l); IO.println(l); });
  AgentRef<Cmd> s = rt.spawn(StackAgent::new); s.signal(new Cmd.Push("a")); s.signal(new Cmd.Dump(to)); } } }
