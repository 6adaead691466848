package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.report.Rule;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Where a body stands: its file, its class, and whether the class opted in to the rules about
 * statics.
 */
public final class Scope {
  /*
   * All questions to the compiler go through here: it finds the element and the type of a tree by a path, and a path
   * needs its root, which is the class that the tree is in.
   */

  final CheckerContext context;
  final CompilationUnitTree unit;
  final TreePath root;
  final TypeElement owner;
  final boolean optedIn;

  public Scope(
      CheckerContext context,
      CompilationUnitTree unit,
      TreePath root,
      TypeElement owner,
      boolean optedIn) {
    this.context = context;
    this.unit = unit;
    this.root = root;
    this.owner = owner;
    this.optedIn = optedIn;
  }

  public CheckerContext context() {
    return context;
  }

  public CompilationUnitTree unit() {
    return unit;
  }

  public TypeElement owner() {
    return owner;
  }

  /** Tells whether the rules about statics and threads are for this file. */
  public boolean optedIn() {
    return optedIn;
  }

  public TreePath root() {
    return root;
  }

  public MethodSummaries summaries() {
    return context.summaries;
  }

  /** The same file, in another class. */
  public Scope in(TypeElement other, TreePath path) {
    return new Scope(context, unit, path, other, optedIn);
  }

  /** Tells whether a rule is in force. */
  public boolean enforces(Rule rule) {
    return context.options.enforces(rule);
  }

  /** The variable that a declaration declares. */
  VariableElement declared(VariableTree tree) {
    return (VariableElement) Objects.requireNonNull(element(tree), "a variable without a symbol");
  }

  /** The class that a declaration declares. */
  TypeElement declared(ClassTree tree) {
    return (TypeElement) Objects.requireNonNull(element(tree), "a class without a symbol");
  }

  // The parent of the path only has to lie in the right class: the compiler reads symbol and type
  // from the leaf.
  /** What a tree declares or names; null for expressions that name nothing. */
  public @Nullable Element element(@Nullable Tree tree) {
    return context.trees.getElement(new TreePath(root, tree));
  }

  /** The method or constructor that is called. */
  @Nullable ExecutableElement method(Tree tree) {
    return element(tree) instanceof ExecutableElement method ? method : null;
  }

  /** The type of an expression; never null, but perhaps of the kind {@code NONE}. */
  public TypeMirror type(Tree tree) {
    TypeMirror type = context.trees.getTypeMirror(new TreePath(root, tree));
    return type == null ? context.types.getNoType(javax.lang.model.type.TypeKind.NONE) : type;
  }

  /** Where the tree ends in its file. */
  long end(Tree tree) {
    return context.trees.getSourcePositions().getEndPosition(unit, tree);
  }

  /** Where the tree starts in its file. */
  long start(Tree tree) {
    return context.trees.getSourcePositions().getStartPosition(unit, tree);
  }

  public int line(Tree tree) {
    return context.diagnostics.line(unit, tree);
  }

  public void error(DiagnosticCode code, Tree tree, String text) {
    context.diagnostics.error(code, unit, tree, text);
  }

  /** The source of an expression, as messages show it: on one line of at most forty characters. */
  static String text(Tree tree) {
    if (tree instanceof NewClassTree creation && creation.getClassBody() != null) {
      return "new " + creation.getIdentifier() + "() {...}";
    }
    String text = tree.toString().replaceAll("\\s+", " ").strip();
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
