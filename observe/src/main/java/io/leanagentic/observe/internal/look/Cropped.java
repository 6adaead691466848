package io.leanagentic.observe.internal.look;

import io.leanagentic.extension.Panel;
import java.util.List;

/** Panels of libraries without what is too much of them. */
public final class Cropped {
  private static final int MOST_PANELS = 50;
  private static final int MOST_ROWS = 500;
  private static final int MOST_COLUMNS = 20;

  private Cropped() {}

  /** The first of them; of each the first rows and columns, and no long text in full. */
  public static List<Panel> all(List<Panel> panels) {
    return panels.stream().limit(MOST_PANELS).map(Cropped::one).toList();
  }

  private static Panel one(Panel panel) {
    int more = panel.rows().size() - MOST_ROWS;
    String rest = more > 0 ? " Not shown: " + Words.count(more, "more row.", "more rows.") : "";
    return new Panel(
        Words.brief(panel.title()),
        (Words.brief(panel.about()) + rest).strip(),
        texts(panel.columns()),
        panel.rows().stream().limit(MOST_ROWS).map(Cropped::texts).toList());
  }

  private static List<String> texts(List<String> texts) {
    return texts.stream().limit(MOST_COLUMNS).map(Words::brief).toList();
  }
}
