package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.leanagentic.checker.internal.analysis.StaticContents.Holds;
import io.leanagentic.checker.internal.compile.CheckedStamps;
import io.leanagentic.checker.internal.compile.GeneratedSources;
import io.leanagentic.checker.internal.compile.Options;
import io.leanagentic.checker.internal.library.LibraryModel;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.library.MethodModels;
import io.leanagentic.checker.internal.library.Origins;
import io.leanagentic.checker.internal.report.Diagnostics;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.type.CapabilityReader;
import io.leanagentic.checker.internal.type.ImmutableFunctions;
import io.leanagentic.checker.internal.type.ImmutableTypes;
import io.leanagentic.checker.internal.type.Promises;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What one compilation shares: the compiler's services, the tables, and what was found so far. */
public final class CheckerContext implements Origins {
  /*
   *   There is one for each compilation, made when javac has analysed its first class. It holds three kinds of things:
   *   the compiler's services, the questions about types and tables, and what was found out about bodies so far
   *   (summaries, statics, sources). It is the only object that all bodies share.
   *
   * Where code comes from
   *   isSource    compiled now: its trees are in sight
   *   isChecked   compiled now, or stamped, or of this project: its declarations are trusted
   *   isJdk       the tables speak for it
   *   none        unchecked: its results belong to others, unless the option `lenient` says otherwise
   */

  /** The packages of this project, which are compiled with the checker: their words are trusted. */
  private static final String PROJECT = "io.leanagentic.";

  public final Options options;
  public final Trees trees;
  public final Types types;
  public final Elements elements;
  public final LibraryModel library;
  public final CapabilityReader capabilities;
  public final ImmutableTypes immutableTypes;
  public final ImmutableFunctions immutableFunctions;
  public final Promises promises;
  public final Diagnostics diagnostics;

  /** The rules about declarations. */
  final DeclarationChecks declarations;

  /** What the initialisers of constants showed. */
  public final StaticContents statics = new StaticContents();

  /** What is inferred about methods. */
  public final MethodSummaries summaries = new MethodSummaries(this);

  /** Where local variables got their value, if that is behind a lock or a function. */
  public final Map<Element, Tree> sources = new HashMap<>();

  private final IdentityHashMap<TypeElement, Scope> files = new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, String> whyMutable = new IdentityHashMap<>();
  private final GeneratedSources generated;
  private final MethodModels methodModels;
  private final CheckedStamps stamps;
  private final IdentityHashMap<Element, Boolean> jdk = new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, Boolean> checked = new IdentityHashMap<>();

  public CheckerContext(
      JavacTask task, Options options, GeneratedSources generated, DeclarationChecks declarations) {
    this.declarations = declarations;
    this.options = options;
    this.generated = generated;
    this.trees = Trees.instance(task);
    this.types = task.getTypes();
    this.elements = task.getElements();
    this.library = new LibraryModel(options.enforces(Rule.LIBRARY_MODEL), options.tables());
    this.capabilities =
        new CapabilityReader(elements, types, options.enforces(Rule.HANDLER_OWNERSHIP));
    this.immutableTypes =
        new ImmutableTypes(library, types, this, options.enforces(Rule.IMMUTABLE_TYPES));
    this.promises = new Promises(library);
    this.diagnostics = new Diagnostics(trees);
    this.methodModels = new MethodModels(library, capabilities::supertypes, this);
    this.immutableFunctions = new ImmutableFunctions(capabilities, methodModels, elements);
    this.stamps = new CheckedStamps(elements);
  }

  /** The scope of a class that is compiled now. */
  public Scope scopeOf(TypeElement type) {
    TypeElement top = Objects.requireNonNull(outermost(type), "a class of nothing");
    Scope file = files.get(top);
    if (file == null) {
      TreePath root = trees.getPath(top);
      CompilationUnitTree unit = root.getCompilationUnit();
      file = new Scope(this, unit, root, top, Exemptions.optedIn(this, unit));
      files.put(top, file);
    }
    return type.equals(top) ? file : file.in(type, new TreePath(file.root(), trees.getTree(type)));
  }

  /** Makes sure that the compiler has attributed the class, with those nested in it. */
  public void attribute(CompilationUnitTree unit, ClassTree tree) {
    // Asked for the element of a tree that has none, the compiler attributes the class around it.
    trees.getElement(new TreePath(new TreePath(new TreePath(unit), tree), tree.getModifiers()));
  }

  /** Where an element is declared, in brackets after a blank; empty if that is not compiled now. */
  public String place(Element element) {
    TreePath path = isSource(element) ? trees.getPath(element) : null;
    return path == null
        ? ""
        : " (" + diagnostics.place(path.getCompilationUnit(), path.getLeaf()) + ")";
  }

  /**
   * The advice to write a word on a declaration, such as {@code Mark the result of 'next' @Iso
   * (Source.java:7).}, after a blank; empty if the declaration is not compiled now.
   */
  public String mark(Element declared, String word) {
    return mark(" Mark ", declared, word);
  }

  /** Like {@link #mark(Element, String)}, but begins with {@code verb}, to offer a second way. */
  String mark(String verb, Element declared, String word) {
    String what =
        switch (declared.getKind()) {
          case METHOD -> "the result of ";
          case FIELD -> "the field ";
          default -> "";
        };
    return isSource(declared)
        ? verb + what + "'" + declared.getSimpleName() + "' " + word + place(declared) + "."
        : "";
  }

  /** What the tables say about a method. */
  public MethodModel model(ExecutableElement method) {
    return methodModels.of(method);
  }

  @Override
  public boolean isJdk(Element element) {
    if (outermost(element) == null) {
      return true;
    }
    ModuleElement module = elements.getModuleOf(element);
    Element key = module == null || module.isUnnamed() ? elements.getPackageOf(element) : module;
    Boolean known = jdk.get(key);
    if (known == null) {
      String name = key.toString();
      known = name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("javax.");
      jdk.put(key, known);
    }
    return known;
  }

  @Override
  public boolean isChecked(Element element) {
    TypeElement type = outermost(element);
    if (type == null) {
      return false;
    }
    Boolean known = checked.get(type);
    if (known == null) {
      known =
          (trees.getTree(type) != null && !generated.has(elements.getFileObjectOf(type)))
              || type.getQualifiedName().toString().startsWith(PROJECT)
              || stamps.has(type);
      checked.put(type, known);
    }
    return known;
  }

  /** Tells whether the element belongs to the agents' own libraries. */
  public boolean isProject(Element element) {
    TypeElement type = outermost(element);
    return type != null && type.getQualifiedName().toString().startsWith(PROJECT);
  }

  @Override
  public boolean isSource(Element element) {
    TypeElement type = outermost(element);
    return type != null && trees.getTree(type) != null;
  }

  /** The top-level class that contains {@code element}; null for the methods of arrays. */
  public static @Nullable TypeElement outermost(Element element) {
    Element at = element;
    while (at.getEnclosingElement() != null
        && at.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      at = at.getEnclosingElement();
    }
    return at instanceof TypeElement type ? type : null;
  }

  @Override
  public String constantsWhyMutable(TypeElement enumeration) {
    Holds holds =
        statics.of(
            enumeration,
            () -> {
              String why = EnumConstants.whyMutable(this, enumeration);
              whyMutable.put(enumeration, why);
              return why.isEmpty() ? Holds.IMMUTABLE : Holds.MUTABLE;
            });
    return holds == Holds.IMMUTABLE ? "" : whyMutable.getOrDefault(enumeration, "");
  }

  @Override
  public boolean isAssuming() {
    return statics.isAssuming();
  }
}
