package io.leanagentic.checker.internal.library;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Where code comes from: this compilation, the JDK, a checked library or an unknown one. */
public interface Origins {
  /** Tells whether the element belongs to the JDK. */
  boolean isJdk(Element element);

  /** Tells whether the element is compiled now, or was compiled with the checker. */
  boolean isChecked(Element element);

  /** Tells whether the enum is compiled now, so that it is known what its constants hold. */
  boolean isSource(Element element);

  /** What can be written in the constants of an enum compiled now, whatever its types promise. */
  String constantsWhyMutable(TypeElement enumeration);

  /** Tells whether what is found now may be void later, and is not to be kept. */
  boolean isAssuming();
}
