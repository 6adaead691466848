package io.leanagentic.checker.internal.model;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Where code comes from: this compilation, the JDK, a checked library or an unknown one. */
public interface Origins {
  /** Tells whether the element belongs to the JDK. */
  boolean isJdk(Element element);

  /** Tells whether the element is compiled now, or was compiled with the checker. */
  boolean isChecked(Element element);

  /** Why the body of a constant keeps its enum from being val; empty if none does. */
  String constantBodyWhyNot(TypeElement enumeration);
}
