package io.leanagentic.checker.internal.type;

import io.leanagentic.checker.internal.library.LibraryModel;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Open types whose values are trusted, whatever class they have.
 *
 * <p>A {@code Clock} counts as immutable and a {@code ConcurrentMap} as shared without a look at
 * the class behind it. So each class that extends such a type is judged where it is declared, by
 * {@code PromiseCheck}, and each lambda where it is written.
 */
public final class Promises {
  private final LibraryModel library;

  public Promises(LibraryModel library) {
    this.library = library;
  }

  /**
   * Supertypes that promise little about a subclass: their methods are the JDK's own, or are called
   * once.
   */
  private static final Set<String> INNOCENT =
      Set.of(
          "java.lang.Enum",
          "java.lang.Thread",
          "java.lang.ClassLoader",
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.FutureTask",
          "java.util.concurrent.CompletableFuture");

  /**
   * Tells whether values of an open type are taken to be immutable, or safe to share, whatever
   * class extends it: {@code Clock}, {@code ConcurrentMap}, an interface marked {@code @Shared}.
   */
  public boolean isPromise(TypeElement type) {
    String name = type.getQualifiedName().toString();
    return !INNOCENT.contains(name)
        && !type.getModifiers().contains(Modifier.FINAL)
        && !type.getModifiers().contains(Modifier.SEALED)
        && (library.isValType(name)
            || library.isValContainer(name)
            || library.isSharedType(name)
            || library.isSharedContainer(name)
            || (type.getKind() == ElementKind.INTERFACE && CapabilityReader.has(type, "Shared")));
  }
}
