package io.leanagentic.checker.internal.model;

import io.leanagentic.checker.internal.model.Facts.Fact;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Finds what the tables say of a method, also through the library classes it overrides. */
public final class MethodFacts {
  private final Tables tables;
  private final Words words;
  private final Origins origins;
  private final IdentityHashMap<ExecutableElement, Facts> cache = new IdentityHashMap<>();

  public MethodFacts(Tables tables, Words words, Origins origins) {
    this.tables = tables;
    this.words = words;
    this.origins = origins;
  }

  /** The facts of one method. */
  public Facts of(ExecutableElement method) {
    Facts known = cache.get(method);
    if (known == null) {
      known = read(method);
      cache.put(method, known);
    }
    return known;
  }

  private Facts read(ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
      return Facts.NONE;
    }
    String name = method.getSimpleName().toString();
    int parameters = method.getParameters().size();
    EnumSet<Fact> found = tables.methodFacts(owner.getQualifiedName().toString(), name, parameters);
    // A class compiled with the checker speaks for itself; only where a thread starts is inherited.
    boolean checked = origins.isChecked(owner);
    if (!name.equals("<init>")) {
      for (TypeElement above : words.supertypes(owner)) {
        EnumSet<Fact> inherited =
            tables.methodFacts(above.getQualifiedName().toString(), name, parameters);
        if (checked) {
          inherited.retainAll(EnumSet.of(Fact.SINK, Fact.SINK_RECEIVER));
        }
        found.addAll(inherited);
      }
    }
    return found.isEmpty() ? Facts.NONE : new Facts(found, true);
  }
}
