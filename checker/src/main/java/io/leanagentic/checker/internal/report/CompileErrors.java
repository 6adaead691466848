package io.leanagentic.checker.internal.report;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Which files the compiler itself has found errors in. What is wrong there has no types. */
final class CompileErrors {
  private final Trees trees;
  private final Map<CompilationUnitTree, Boolean> known = new HashMap<>();

  CompileErrors(Trees trees) {
    this.trees = trees;
  }

  /** Whether an expression of {@code unit} has no type, of which the compiler has complained. */
  boolean isIn(CompilationUnitTree unit) {
    return known.computeIfAbsent(unit, this::look);
  }

  private boolean look(CompilationUnitTree unit) {
    var search = new Search();
    search.scan(new TreePath(unit), null);
    return search.found;
  }

  private final class Search extends TreePathScanner<@Nullable Object, @Nullable Object> {
    boolean found;

    @Override
    public @Nullable Object scan(@Nullable Tree tree, @Nullable Object nothing) {
      if (tree instanceof ErroneousTree) {
        found = true;
      } else if (tree instanceof ExpressionTree) {
        TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
        found |= type != null && type.getKind() == TypeKind.ERROR;
      }
      return found ? null : super.scan(tree, nothing);
    }
  }
}
