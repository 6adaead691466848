package io.leanagentic.checker.internal.report;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Says each error once, at its tree.
 *
 * <p>Bodies are walked more than once, and much is tried without being said: whether a lambda may
 * be given val, what a method connects. {@code tryAnalyse} counts what would have been said, and
 * nests.
 */
public final class Diagnostics {
  /*
   *   Three ways lead to the same place twice, and each has its answer. A loop or a finally block is walked several
   *   times: the same code at the same position is reported once. A lambda is walked once as what it captures makes it
   *   and once more as what a method lends it: then two codes may fit one expression, and the first is reported. And
   *   what follows from an error is no news: the value of a wrong expression is ERRONEOUS, which fits everywhere.
   * The programs of reject/once hold this; they are run by CasesTest.programHasItsVerdict.
   *
   *   While something is tried, errors are counted and not reported, and nothing is remembered of them: a later walk
   *   that is meant must still report them.
   */

  private record Said(DiagnosticCode code, CompilationUnitTree unit, long position) {}

  /** A trusted assumption: where, and the tree that makes it, null for a whole package. */
  public record Trusted(String place, @Nullable Tree tree, @Nullable CompilationUnitTree unit) {}

  private final Trees trees;
  private final SourcePositions positions;
  private final Set<Said> said = new HashSet<>();
  private final Set<Tree> wrong = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> trustedPlaces = new HashSet<>();
  private final List<Trusted> trusted = new ArrayList<>();
  private int errors;
  private int probes;
  private int probeErrors;

  public Diagnostics(Trees trees) {
    this.trees = trees;
    this.positions = trees.getSourcePositions();
  }

  /**
   * Reports an error, unless this code was reported at this place before, or any code for this
   * expression: a lambda that is walked as two different functions may be wrong as either.
   */
  public void error(DiagnosticCode code, CompilationUnitTree unit, Tree tree, String text) {
    if (probes > 0) {
      probeErrors++;
      return;
    }
    if ((tree instanceof ExpressionTree && !wrong.add(tree))
        || !said.add(new Said(code, unit, positions.getStartPosition(unit, tree)))) {
      return;
    }
    errors++;
    trees.printMessage(
        Diagnostic.Kind.ERROR,
        "[" + code + "] " + text + " " + RulePages.pointer(code),
        tree,
        unit);
  }

  /** Runs {@code analysis} for what it finds out, without saying anything. */
  public void withoutReporting(Runnable analysis) {
    tryAnalyse(analysis);
  }

  /** Runs {@code analysis} without saying anything; tells whether it found nothing wrong. */
  public boolean tryAnalyse(Runnable analysis) {
    int before = probeErrors;
    probes++;
    try {
      analysis.run();
    } finally {
      probes--;
    }
    boolean right = probeErrors == before;
    probeErrors = before;
    return right;
  }

  /** Counts an assumption that the checker believes. */
  public void trust(CompilationUnitTree unit, Tree tree) {
    String place = place(unit, tree);
    if (probes == 0 && trustedPlaces.add(unit.getSourceFile().toUri() + ":" + place)) {
      trusted.add(new Trusted(place, tree, unit));
    }
  }

  /** Counts a package or module that is left out as a whole. */
  public void trust(String place) {
    if (trustedPlaces.add(place)) {
      trusted.add(new Trusted(place, null, null));
    }
  }

  /** The file and line of a tree, as {@code Desk.java:12}. */
  public String place(CompilationUnitTree unit, Tree tree) {
    String file = unit.getSourceFile().getName();
    return file.substring(file.lastIndexOf('/') + 1) + ":" + line(unit, tree);
  }

  /** The line of a tree. */
  public int line(CompilationUnitTree unit, Tree tree) {
    long start = positions.getStartPosition(unit, tree);
    return start < 0 ? 0 : (int) unit.getLineMap().getLineNumber(start);
  }

  /** How many errors were reported. */
  public int errors() {
    return errors;
  }

  /** The assumptions that were counted, in the order in which they were found. */
  public List<Trusted> trusted() {
    return trusted;
  }
}
