// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Text { private final char[] chars; Text(String s) { chars = s.toCharArray(); } Text(Text o) { chars = o.chars.clone(); } void upper(int i) { chars[i] = Character.toUpperCase(chars[i]); } @Override public String toString() { return new String(chars); }
  Text reversed() { Text t = new Text(this); for (int i = 0, j = t.chars.length - 1; i < j; i++, j--) { char c = t.chars[i]; t.chars[i] = t.chars[j]; t.chars[j] = c; } return t; } static Text join(Text a, Text b) { return new Text(a.toString() + b); } }
final class Editor implements Behavior<String> { private Text now = new Text(""); private final Deque<Text> undo = new ArrayDeque<>(); private final AgentRef<Text> out; Editor(AgentRef<Text> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { undo.push(new Text(now)); now = Text.join(now, new Text(s)); out.signal(now.reversed()); out.signal(Text.join(now, undo.peek())); Text copy = new Text(undo.peek()); if (s.length() > 1) copy = new Text(now); out.signal(copy); } }
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Text> o = rt.spawn("o", (c, t) -> IO.println(t)); AgentRef<String> e = rt.spawn(() -> new Editor(o)); e.signal("ab"); } } }
