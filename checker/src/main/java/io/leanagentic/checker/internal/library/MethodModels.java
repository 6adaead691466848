package io.leanagentic.checker.internal.library;

import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Finds what the tables say about a method and about those that it overrides. */
public final class MethodModels {
  /*
   * A fact about List#size holds for ArrayList#size, and for size() of every list yet to be written, since an
   * implementation keeps the contract of its interface. So the facts of all supertypes are added up. A class that was
   * compiled with the checker is different: its own words and its body are known, and say more. It inherits only facts
   * about starting a thread, on which the caller of run() or execute() relies.
   */

  private final LibraryModel library;
  private final Function<TypeElement, List<TypeElement>> supertypes;
  private final Origins origins;
  private final IdentityHashMap<ExecutableElement, MethodModel> cache = new IdentityHashMap<>();

  public MethodModels(
      LibraryModel library, Function<TypeElement, List<TypeElement>> supertypes, Origins origins) {
    this.library = library;
    this.supertypes = supertypes;
    this.origins = origins;
  }

  /** The facts of one method. */
  public MethodModel of(ExecutableElement method) {
    MethodModel known = cache.get(method);
    if (known == null) {
      known = read(method);
      cache.put(method, known);
    }
    return known;
  }

  private MethodModel read(ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
      return MethodModel.NONE;
    }
    String name = method.getSimpleName().toString();
    int parameters = method.getParameters().size();
    EnumSet<MethodTrait> found =
        library.methodModels(owner.getQualifiedName().toString(), name, parameters);
    // A class compiled with the checker speaks for itself, except about starting threads.
    boolean checked = origins.isChecked(owner);
    if (!name.equals("<init>")) {
      for (TypeElement above : supertypes.apply(owner)) {
        EnumSet<MethodTrait> inherited =
            library.methodModels(above.getQualifiedName().toString(), name, parameters);
        if (checked) {
          inherited.retainAll(EnumSet.of(MethodTrait.SINK, MethodTrait.SINK_RECEIVER));
        }
        found.addAll(inherited);
      }
    }
    return found.isEmpty() ? MethodModel.NONE : new MethodModel(found, true);
  }
}
