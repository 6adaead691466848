package io.leanagentic.checker.internal.analysis;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.RegionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Try statements: catch and finally see every state of what they guard. */
final class TryAnalysis {
  /*
   * What a handler sees
   *   An exception may come from many points of the try block, so a catch begins in the join of all states at which
   *   something may throw (BodyAnalysis.mayThrow). What may have been sent before the throw is gone in the handler.
   *
   * Finally
   *   A finally block is walked once for each way out, since each has another state: the normal end, an exception that
   *   no handler caught, and each return, break or continue that passes the block (ControlFrame.Cleanup). Two frames
   *   are pushed, in this order: a guard, which collects what the handlers let through, and the cleanup. A jump pops
   *   the cleanup to run it, and takes the guard off meanwhile, as the finally block does not guard itself.
   *
   *       try {
   *         if (done) return null;     // the finally block runs here with x alive
   *         K.send(x);
   *       } finally {
   *         x.close();                 // CAP101: and here with x gone; both exits come through this line
   *       }
   *
   * Resources
   *   A resource is closed on each way out of the block, and of the resources after it, which counts as a call of
   *   close(). Each has a guard and a cleanup around the next, so they are closed in reverse order.
   *
   * What an exception carries
   *   Something thrown may hold whatever the code that threw it could reach. Its class tells: an exception of the JDK
   *   has a text and a cause; one with a mutable field of its own may carry state; and a handler that tests or casts it
   *   may find a subclass that does. In these cases all regions alive at the catch are connected with region 0, which
   *   may be too much but is never too little.
   */

  private final BodyAnalysis body;

  TryAnalysis(BodyAnalysis body) {
    this.body = body;
  }

  /** Runs a try statement, from its resources to its finally block. */
  void run(TryTree tree) {
    Set<Object> before = body.knownNames();
    BlockTree last = tree.getFinallyBlock();
    var outer = new ControlFrame.Guard();
    if (last != null) {
      body.frames.push(outer);
      body.frames.push(new ControlFrame.Cleanup(() -> finish(last)));
    }
    var inner = new ControlFrame.Guard();
    body.frames.push(inner);
    body.mayThrow();
    withResources(tree.getResources(), 0, tree.getBlock());
    body.frames.pop();
    RegionState normal = body.state;
    RegionState escaped = inner.thrown;
    for (CatchTree each : tree.getCatches()) {
      body.state = inner.thrown.copy();
      if (body.state.alive()) {
        body.forgetNewNames(before);
        caught(each);
        body.statements.run(each.getBlock());
      }
      normal = RegionState.join(normal, body.state);
    }
    if (last == null) {
      body.state = escaped;
      body.mayThrow();
      body.state = normal;
    } else {
      body.frames.pop();
      body.frames.pop();
      body.state = RegionState.join(escaped, outer.thrown);
      if (body.state.alive()) {
        body.forgetNewNames(before);
        body.statements.run(last);
        body.mayThrow();
      }
      body.state = normal;
      body.statements.run(last);
    }
    if (body.state.alive()) {
      body.forgetNewNames(before);
    }
  }

  /** Runs a finally block for a jump, outside of the frames that it belongs to. */
  private void finish(BlockTree last) {
    // The guard beneath the cleanup guards the try and its catches, not the finally block itself.
    ControlFrame guard = body.frames.pop();
    body.statements.run(last);
    body.frames.push(guard);
  }

  /**
   * Declares resource number {@code index}, runs the others and the block, and closes it on each
   * way out.
   */
  private void withResources(List<? extends Tree> resources, int index, BlockTree block) {
    if (index == resources.size()) {
      body.statements.run(block);
      return;
    }
    Tree resource = resources.get(index);
    Tree name;
    Object key;
    if (resource instanceof VariableTree variable) {
      body.statements.declare(variable);
      name = variable;
      key = body.scope.declared(variable);
    } else {
      AbstractValue value = body.expressions.eval((ExpressionTree) resource);
      body.state.put(resource, value);
      name = resource;
      key = resource;
    }
    Runnable close =
        () -> {
          if (body.state.alive()) {
            AbstractValue value = body.state.get(key);
            if (value != null) {
              body.requirements.usable(body.state, name, value);
            }
            body.mayThrow();
          }
        };
    var guard = new ControlFrame.Guard();
    body.frames.push(guard);
    body.frames.push(new ControlFrame.Cleanup(close));
    withResources(resources, index + 1, block);
    body.frames.pop();
    body.frames.pop();
    RegionState normal = body.state;
    body.state = guard.thrown;
    close.run();
    body.state = normal;
    close.run();
  }

  /** Declares the exception, which belongs to the code that threw it. */
  private void caught(CatchTree tree) {
    VariableTree parameter = tree.getParameter();
    Element variable = body.scope.declared(parameter);
    Provenance why = new Provenance(Provenance.Cause.EXCEPTION, parameter.getName().toString(), 0);
    if (carriesState(parameter) || isExamined(tree)) {
      // It may hold whatever the body could reach, so it is connected with all of that.
      List<Integer> regions = new ArrayList<>();
      for (var entry : body.state.entries()) {
        if (entry.getValue().regional()) {
          regions.add(entry.getValue().region());
        }
      }
      Provenance stored =
          new Provenance(
              Provenance.Cause.STORED, parameter.getName().toString(), body.scope.line(tree));
      for (int region : regions) {
        body.state.merge(RegionState.OUTER, region, stored);
      }
    }
    body.state.put(variable, AbstractValue.ref(RegionState.OUTER, why));
  }

  /** Tells whether one of the types that a catch clause lists may carry state. */
  private boolean carriesState(VariableTree parameter) {
    if (parameter.getType() instanceof UnionTypeTree union) {
      return union.getTypeAlternatives().stream().anyMatch(t -> carriesState(body.scope.type(t)));
    }
    return carriesState(body.scope.type(parameter.getType()));
  }

  /** Tells whether an exception class, or one above it, declares a field that can be written. */
  private boolean carriesState(TypeMirror type) {
    for (TypeMirror at = type; at instanceof DeclaredType declared; ) {
      TypeElement element = (TypeElement) declared.asElement();
      if (body.scope.context.isJdk(element)) {
        return false;
      }
      for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
        if (!field.getModifiers().contains(Modifier.STATIC)
            && field.getKind() == ElementKind.FIELD
            && !body.scope.context.immutableTypes.isShareable(field.asType())) {
          return true;
        }
      }
      at = element.getSuperclass();
    }
    return false;
  }

  /** Tells whether the handler tests or casts the exception. */
  private boolean isExamined(CatchTree tree) {
    String name = tree.getParameter().getName().toString();
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitInstanceOf(InstanceOfTree test, Void nothing) {
        found[0] |= names(test.getExpression());
        return super.visitInstanceOf(test, null);
      }

      @Override
      public Void visitTypeCast(TypeCastTree cast, Void nothing) {
        found[0] |= names(cast.getExpression());
        return super.visitTypeCast(cast, null);
      }

      @Override
      public Void visitSwitch(SwitchTree choice, Void nothing) {
        found[0] |= names(choice.getExpression());
        return super.visitSwitch(choice, null);
      }

      @Override
      public Void visitSwitchExpression(SwitchExpressionTree choice, Void nothing) {
        found[0] |= names(choice.getExpression());
        return super.visitSwitchExpression(choice, null);
      }

      private boolean names(Tree expression) {
        boolean[] here = {false};
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
            here[0] |= identifier.getName().contentEquals(name);
            return null;
          }
        }.scan(expression, null);
        return here[0];
      }
    }.scan(tree.getBlock(), null);
    return found[0];
  }
}
