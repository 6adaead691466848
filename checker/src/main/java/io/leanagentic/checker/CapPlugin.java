package io.leanagentic.checker;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import io.leanagentic.checker.internal.compile.Options;

/**
 * The checker of reference capabilities, a plugin of javac.
 *
 * <p>Options follow the name, as in {@code -Xplugin:Cap strict tables=cap-val.txt}. It also starts
 * by itself when its jar is on the class path of a compilation that uses the annotations.
 */
public final class CapPlugin implements Plugin {
  /** Creates the plugin; javac does. */
  public CapPlugin() {}

  @Override
  public String getName() {
    return "Cap";
  }

  @Override
  public boolean autoStart() {
    return true;
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    task.addTaskListener(new CheckerTaskListener(task, Options.parse(arguments)));
  }
}
