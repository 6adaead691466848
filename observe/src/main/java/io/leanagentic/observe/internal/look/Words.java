package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Panel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers, times and names as people read them. */
public final class Words {
  private static final int LONGEST = 300;
  private static final int MOST_NAMED = 3;
  private static final int MOST_FRAMES = 4;

  private Words() {}

  /** {@code /trading/AAPL}; without its middle if it is very long. */
  public static String path(AgentRef<?> agent) {
    return brief(agent.path());
  }

  /** A text; without its middle if it is very long. */
  public static String brief(String text) {
    int half = LONGEST / 2;
    return text.length() <= LONGEST
        ? text
        : text.substring(0, half) + "..." + text.substring(text.length() - half);
  }

  /** The first few paths, and how many more there are. */
  public static String paths(List<? extends AgentRef<?>> agents) {
    String some =
        agents.stream().limit(MOST_NAMED).map(Words::path).collect(Collectors.joining(", "));
    int more = agents.size() - MOST_NAMED;
    return more > 0 ? some + " and " + number(more) + " more" : some;
  }

  /** The name of a class without its package: {@code Book.Match}, {@code Shop lambda}. */
  public static String type(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    String plain = lambda < 0 ? name : name.substring(0, lambda);
    plain = plain.substring(plain.lastIndexOf('.') + 1).replace('$', '.');
    return lambda < 0 ? plain : plain + " lambda";
  }

  /** The innermost call, and the first few that are not the JDK's. */
  public static String stack(List<StackTraceElement> stack) {
    List<StackTraceElement> own =
        stack.stream().dropWhile(Words::isOfJdk).limit(MOST_FRAMES).toList();
    String calls = own.stream().map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    String innermost = stack.getFirst().toString();
    return own.isEmpty()
        ? innermost
        : isOfJdk(stack.getFirst()) ? innermost + " < ... < " + calls : calls;
  }

  private static boolean isOfJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** {@code 1,000}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1,000 messages}. */
  public static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 4.1 s}, {@code 3 min}. */
  public static String time(Duration time) {
    return time(time.toNanos());
  }

  /** As above, of ns. */
  public static String time(long nanos) {
    return time((double) nanos);
  }

  /** As above, of ns. */
  public static String time(double nanos) {
    return Panel.time(nanos);
  }

  /** {@code 92 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Share of the time that an agent is at work. */
  public static double busy(AgentView view) {
    var profile = view.profile();
    return Math.clamp(profile.messagesPerSecond() * profile.meanNanos() / 1e9, 0, 1);
  }
}
