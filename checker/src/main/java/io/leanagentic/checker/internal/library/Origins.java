package io.leanagentic.checker.internal.library;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Where code comes from: this compilation, the JDK, a checked library or an unknown one. */
public interface Origins {
  /** Tells whether the element belongs to the JDK. */
  boolean isJdk(Element element);

  /** Tells whether the element is compiled now, or was compiled with the checker. */
  boolean isChecked(Element element);

  /** Tells whether the element is compiled now, so that its body is in sight. */
  boolean isSource(Element element);

  /** Why the constants of an enum compiled now can be written; empty if they cannot. */
  String constantsWhyMutable(TypeElement enumeration);

  /** Tells whether what is found now rests on an assumption, so that it must not be kept. */
  boolean isAssuming();
}
