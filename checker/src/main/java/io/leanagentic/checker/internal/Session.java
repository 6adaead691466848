package io.leanagentic.checker.internal;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.leanagentic.checker.internal.Statics.Holds;
import io.leanagentic.checker.internal.flow.Constants;
import io.leanagentic.checker.internal.flow.Scope;
import io.leanagentic.checker.internal.flow.Summaries;
import io.leanagentic.checker.internal.model.Facts;
import io.leanagentic.checker.internal.model.MethodFacts;
import io.leanagentic.checker.internal.model.Origins;
import io.leanagentic.checker.internal.model.Stamps;
import io.leanagentic.checker.internal.model.Tables;
import io.leanagentic.checker.internal.model.ValFunctions;
import io.leanagentic.checker.internal.model.ValTypes;
import io.leanagentic.checker.internal.model.Words;
import io.leanagentic.checker.internal.report.Diagnostics;
import io.leanagentic.checker.internal.report.Rule;
import io.leanagentic.checker.internal.rule.ScopeRule;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What one compilation shares: the compiler's services, the tables, and what was found so far. */
public final class Session implements Origins {
  /** Packages whose results are what their words say, as they are compiled with the checker. */
  private static final String PROJECT = "io.leanagentic.";

  public final Options options;
  public final Trees trees;
  public final Types types;
  public final Elements elements;
  public final Tables tables;
  public final Words words;
  public final ValTypes valTypes;
  public final ValFunctions valFunctions;
  public final Diagnostics diagnostics;

  /** What the initialisers of constants showed. */
  public final Statics statics = new Statics();

  /** What is inferred of methods. */
  public final Summaries summaries = new Summaries(this);

  /** Where local variables got what is behind a lock, or a function. */
  public final Map<Element, Tree> sources = new HashMap<>();

  private final IdentityHashMap<TypeElement, Scope> files = new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, String> whyMutable = new IdentityHashMap<>();
  private final Generated generated;
  private final MethodFacts methodFacts;
  private final Stamps stamps;
  private final IdentityHashMap<Element, Boolean> jdk = new IdentityHashMap<>();
  private final IdentityHashMap<TypeElement, Boolean> checked = new IdentityHashMap<>();

  public Session(JavacTask task, Options options, Generated generated) {
    this.options = options;
    this.generated = generated;
    this.trees = Trees.instance(task);
    this.types = task.getTypes();
    this.elements = task.getElements();
    this.tables = new Tables(options.enforces(Rule.LIBRARY_MODEL), options.tables());
    this.words = new Words(elements, types, options.enforces(Rule.HANDLER_OWNERSHIP));
    this.valTypes = new ValTypes(tables, types, this, options.enforces(Rule.IMMUTABLE_TYPES));
    this.diagnostics = new Diagnostics(trees);
    this.methodFacts = new MethodFacts(tables, words, this);
    this.valFunctions = new ValFunctions(words, methodFacts, elements);
    this.stamps = new Stamps(elements);
  }

  /** The scope of a class that is compiled now. */
  public Scope scopeOf(TypeElement type) {
    TypeElement top = outermost(type);
    Scope file = files.get(top);
    if (file == null) {
      TreePath root = trees.getPath(top);
      CompilationUnitTree unit = root.getCompilationUnit();
      file = new Scope(this, unit, root, top, ScopeRule.optedIn(this, unit));
      files.put(top, file);
    }
    return type.equals(top) ? file : file.in(type, new TreePath(file.root(), trees.getTree(type)));
  }

  /** Makes sure that the compiler has attributed the class, with those nested in it. */
  public void attribute(CompilationUnitTree unit, ClassTree tree) {
    // Asked for the element of a tree that has none, the compiler attributes the class around it.
    trees.getElement(new TreePath(new TreePath(new TreePath(unit), tree), tree.getModifiers()));
  }

  /** What the tables say of a method. */
  public Facts facts(ExecutableElement method) {
    return methodFacts.of(method);
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
  public static TypeElement outermost(Element element) {
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
              String why = Constants.whyMutable(this, enumeration);
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
