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

/** Reports each error once, at its tree, and counts what the checker trusts. */
public final class Diagnostics {
  /*
   * Each error once
   *   One fault could be reported several times, for three reasons. A loop or a finally block is walked several times:
   *   an error code is reported once at a position. A lambda may be walked as two different functions, which may be
   *   wrong in two ways: an expression gives at most one error. And faults have consequences: the value of a wrong
   *   expression is ERRONEOUS, which fits everywhere. The programs in reject/once test this
   *   (CasesTest.programHasItsVerdict).
   *
   *   Nor does it complain of a file in which the compiler has found errors: they come first, and what has no type gives
   *   errors that are none (FailuresTest.whatDoesNotCompileIsTheCompilersToReport).
   *
   * Tries
   *   Much is walked only to find something out, such as whether a lambda may be given val, or what a method connects.
   *   Meanwhile errors are counted, not reported and not remembered, so that a later walk still reports them. Tries
   *   nest.
   */

  private record Said(DiagnosticCode code, CompilationUnitTree unit, long position) {}

  /** A trusted assumption: where, and the tree that makes it, null for a whole package. */
  public record Trusted(String place, @Nullable Tree tree, @Nullable CompilationUnitTree unit) {}

  private final Trees trees;
  private final SourcePositions positions;
  private final CompileErrors compileErrors;
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
    this.compileErrors = new CompileErrors(trees);
  }

  /**
   * Reports an error, unless this code was reported at this place before, or any code for this
   * expression, or the compiler has found errors in the file.
   */
  public void error(DiagnosticCode code, CompilationUnitTree unit, Tree tree, String text) {
    if (probes > 0) {
      probeErrors++;
      return;
    }
    if ((tree instanceof ExpressionTree && !wrong.add(tree))
        || !said.add(new Said(code, unit, positions.getStartPosition(unit, tree)))
        || compileErrors.isIn(unit)) {
      return;
    }
    errors++;
    trees.printMessage(
        Diagnostic.Kind.ERROR, "[" + code + "] " + text + RulePages.pointer(code), tree, unit);
  }

  /** Runs {@code analysis} for what it finds out, without reporting anything. */
  public void withoutReporting(Runnable analysis) {
    tryAnalyse(analysis);
  }

  /** Runs {@code analysis} without reporting anything; tells whether it found no error. */
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

  /** Counts an assumption that the checker trusts. */
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
