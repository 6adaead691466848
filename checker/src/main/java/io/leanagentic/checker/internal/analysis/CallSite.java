package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import io.leanagentic.checker.internal.library.MethodModel;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.type.CapabilityReader;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * One call: a method, what the library model says about it, and what it is called with.
 *
 * @param tree the call, or the creation of an object
 * @param receiver the value before the dot, or that of {@code this}; null if there is none
 * @param receiverTree what is written before the dot, or null
 * @param arguments the arguments as they are written
 * @param captured what a new object captures from around it
 */
record CallSite(
    Tree tree,
    ExecutableElement method,
    MethodModel model,
    @Nullable AbstractValue receiver,
    @Nullable ExpressionTree receiverTree,
    List<? extends ExpressionTree> arguments,
    List<AbstractValue> captured) {

  /** Tells whether an object is created. */
  boolean creates() {
    return tree instanceof NewClassTree;
  }

  /** The name of the method, or of the class whose constructor it is. */
  String name() {
    return name(method);
  }

  static String name(ExecutableElement method) {
    return method.getKind() == ElementKind.CONSTRUCTOR
        ? CapabilityReader.owner(method).getSimpleName().toString()
        : method.getSimpleName().toString();
  }

  /** The same call, once it is known what evaluating its arguments did to its receiver. */
  CallSite with(@Nullable AbstractValue nowReceiver, List<AbstractValue> nowCaptured) {
    return new CallSite(tree, method, model, nowReceiver, receiverTree, arguments, nowCaptured);
  }
}
