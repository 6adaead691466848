package io.leanagentic.checker.internal.declaration;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.analysis.Scope;
import io.leanagentic.checker.internal.report.DiagnosticCode;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Capability words where they mean nothing, and words that contradict each other. */
public final class AnnotationCheck extends TreeScanner<Void, Void> {
  /*
   * A word where it means nothing is a mistake: its author meant to promise something. So it is an error, and is not
   * ignored. The places where words mean something are few:
   *
   *     @Iso @Val @Box @Tag     types of variables, results, components; of classes only @Val
   *     @Sending                parameters, since only what a method is given can be sent on
   *     @ReadOnly               methods that have a receiver
   *     @Iso                    but not on fields: a field is part of its object; a Slot can give its value away
   *
   * While the words are read, each escape (@Shared, @TrustedVal, @CapUnchecked) is counted.
   */

  private static final Set<String> VALUES = Set.of("Iso", "Val", "Box", "Tag", "Sending");
  private static final Set<String> TRUSTED = Set.of("Shared", "TrustedVal", "CapUnchecked");

  private final Scope scope;

  private AnnotationCheck(Scope scope) {
    this.scope = scope;
  }

  /** Judges all annotations of one class, also of those nested in it, and counts the escapes. */
  public static void declaration(Scope scope, ClassTree tree) {
    new AnnotationCheck(scope).scan(tree, null);
  }

  /** The simple names of the capability words among the annotations. */
  private List<String> words(List<? extends AnnotationTree> annotations) {
    List<String> found = new ArrayList<>();
    for (AnnotationTree annotation : annotations) {
      String written = annotation.getAnnotationType().toString();
      String simple = written.substring(written.lastIndexOf('.') + 1);
      if (!VALUES.contains(simple) && !TRUSTED.contains(simple) && !simple.equals("ReadOnly")) {
        continue;
      }
      if (scope.element(annotation.getAnnotationType()) instanceof TypeElement type
          && type.getQualifiedName().contentEquals(CapabilityReader.PACKAGE + simple)) {
        found.add(simple);
        if (TRUSTED.contains(simple)) {
          scope.context().diagnostics.trust(scope.unit(), annotation);
        }
      }
    }
    return found;
  }

  /** Reports two words of which at most one can hold. */
  private void conflicts(Tree at, List<String> words) {
    List<String> values = words.stream().filter(VALUES::contains).toList();
    if (values.size() > 1) {
      error(
          at, "@" + values.get(0) + " and @" + values.get(1) + " contradict each other; keep one.");
    }
    if (words.contains("TrustedVal") && words.contains("Shared")) {
      error(at, "@TrustedVal and @Shared contradict each other; keep one.");
    }
    if (words.contains("TrustedVal") && words.contains("Val")) {
      error(at, "@Val is proved and @TrustedVal is believed; keep one.");
    }
  }

  private void error(Tree at, String text) {
    scope.error(DiagnosticCode.CAP001, at, text);
  }

  @Override
  public Void visitClass(ClassTree tree, Void nothing) {
    List<String> words = words(tree.getModifiers().getAnnotations());
    for (String word : words) {
      if (VALUES.contains(word) && !word.equals("Val")) {
        error(
            tree,
            "@"
                + word
                + " means nothing on a class; allowed are @Val, @TrustedVal, @Shared and @CapUnchecked.");
      }
    }
    conflicts(tree, words);
    return super.visitClass(tree, null);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void nothing) {
    List<String> words = words(tree.getModifiers().getAnnotations());
    Tree type = tree.getReturnType();
    for (String word : words) {
      if (VALUES.contains(word)) {
        if (type == null || type instanceof PrimitiveTypeTree) {
          error(
              tree,
              "@"
                  + word
                  + " is about a result, and '"
                  + tree.getName()
                  + "' has none that it could apply to.");
        } else if (word.equals("Sending")) {
          error(tree, "@Sending means nothing on a result; use @Iso or @Val.");
        }
      }
    }
    if (words.contains("ReadOnly")
        && (type == null || tree.getModifiers().getFlags().contains(Modifier.STATIC))) {
      error(tree, "@ReadOnly is about a receiver, and '" + tree.getName() + "' has none.");
    }
    conflicts(tree, words);
    return super.visitMethod(tree, null);
  }

  @Override
  public Void visitVariable(VariableTree tree, Void nothing) {
    List<String> words = words(tree.getModifiers().getAnnotations());
    boolean primitive = tree.getType() instanceof PrimitiveTypeTree;
    Element element = scope.element(tree);
    for (String word : words) {
      if (VALUES.contains(word) && primitive) {
        error(tree, "@" + word + " means nothing on the primitive type " + tree.getType() + ".");
      } else if (word.equals("Sending")
          && element != null
          && element.getKind() != ElementKind.PARAMETER) {
        error(tree, "@Sending belongs on a parameter; use @Iso or @Val here.");
      } else if (word.equals("Iso")
          && element != null
          && element.getKind() == ElementKind.FIELD
          && CapabilityReader.owner(element).getKind() != ElementKind.RECORD) {
        error(
            tree,
            "@Iso means nothing on a field, which is part of its object; keep the value in a Slot<"
                + tree.getType()
                + ">.");
      }
    }
    conflicts(tree, words);
    return super.visitVariable(tree, null);
  }

  @Override
  public Void visitAnnotatedType(AnnotatedTypeTree tree, Void nothing) {
    conflicts(tree, words(tree.getAnnotations()));
    return super.visitAnnotatedType(tree, null);
  }

  @Override
  public Void visitModifiers(ModifiersTree tree, Void nothing) {
    return null;
  }
}
