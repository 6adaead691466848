package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.NewClassTree;
import javax.lang.model.element.TypeElement;

/** What the analysis of a body asks of the rules about declarations, which are a layer above it. */
public interface DeclarationChecks {
  /** Judges a class that is declared inside a body. */
  void localClass(Scope scope, ClassTree tree, TypeElement type);

  /** Judges the type arguments with which an object of {@code type} is made. */
  void instantiation(Scope scope, NewClassTree tree, TypeElement type);
}
