// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Node<T> {
  T value; Node<T> left, right;
  Node(T value) { this.value = value; }
  Node(Node<T> other) { value = other.value; left = other.left == null ? null : new Node<>(other.left); right = other.right == null ? null : new Node<>(other.right); }
}
final class Tree {
  Node<String> root; int size;
  Tree() {}
  static Tree copyOf(Tree t) { Tree c = new Tree(); c.root = copy(t.root); c.size = t.size; return c; }
  private static Node<String> copy(Node<String> n) { if (n == null) return null; Node<String> m = new Node<>(n.value); m.left = copy(n.left); m.right = copy(n.right); return m; }
  void add(String s) { if (root == null) { root = new Node<>(s); size = 1; return; } Node<String> at = root; while (true) { if (s.compareTo(at.value) < 0) { if (at.left == null) { at.left = new Node<>(s); break; } at = at.left; } else { if (at.right == null) { at.right = new Node<>(s); break; } at = at.right; } } size++; }
}
final class Index implements Behavior<String> {
  private final Tree tree = new Tree(); private final AgentRef<Tree> mirror;
  Index(AgentRef<Tree> mirror) { this.mirror = mirror; }
  @Override public void receive(AgentContext<String> context, String s) { tree.add(s); if (tree.size % 10 == 0) mirror.signal(Tree.copyOf(tree)); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Tree> m = rt.spawn("m", (c, t) -> t.add("zz")); AgentRef<String> i = rt.spawn(() -> new Index(m)); i.signal("x"); } } }
