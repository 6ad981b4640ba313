"""DeltaBlue: the incremental solver for hierarchies of one-way constraints, after Freeman-Benson, Maloney and Sannella.

Builds chains and bundles of constraints, keeps a solution while constraints come and go, extracts plans and runs
them. Exercises polymorphic calls, many small objects, and lists that grow and shrink.

usage: python deltablue.py [ROUNDS]
"""

import sys

# Directions a binary constraint may be satisfied in.
UNSATISFIED = 0
FORWARD = 1
BACKWARD = 2

SIZE = 100


class SolverError(Exception):
    """The constraints have no solution, or the solver found a wrong one."""


class Strength:
    """How much a constraint matters; the smaller the level, the stronger."""

    def __init__(self, level, name):
        self.level = level
        self.name = name

    def stronger_than(self, other):
        return self.level < other.level

    def weaker_than(self, other):
        return self.level > other.level

    def weaker_of(self, other):
        return other if other.weaker_than(self) else self

    def next_weaker(self):
        return STRENGTHS[self.level + 1]


REQUIRED = Strength(0, "required")
STRONG_PREFERRED = Strength(1, "strong preferred")
PREFERRED = Strength(2, "preferred")
STRONG_DEFAULT = Strength(3, "strong default")
NORMAL = Strength(4, "normal")
WEAK_DEFAULT = Strength(5, "weak default")
WEAKEST = Strength(6, "weakest")
STRENGTHS = [REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST]


class Variable:
    """A constrained variable: its value, who uses it, and who determines it at present."""

    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True

    def add_constraint(self, constraint):
        self.constraints.append(constraint)

    def remove_constraint(self, constraint):
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    """What all constraints share; the subclasses know their variables and methods."""

    def __init__(self, strength):
        self.strength = strength

    def add_to(self, planner):
        self.add_to_graph()
        planner.incremental_add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.incremental_remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, mark, planner):
        """Try to enforce the constraint; return the constraint this overrides, if any."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength is REQUIRED:
                raise SolverError("could not satisfy a constraint that is " + self.strength.name)
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        out.determined_by = self
        if not planner.add_propagate(self, mark):
            raise SolverError("cycle encountered")
        out.mark = mark
        return overridden

    def is_input(self):
        """Does the value come from outside (a mouse, a keyboard)?"""
        return False

    def add_to_graph(self):
        raise NotImplementedError

    def remove_from_graph(self):
        raise NotImplementedError

    def is_satisfied(self):
        raise NotImplementedError

    def mark_unsatisfied(self):
        raise NotImplementedError

    def choose_method(self, mark):
        raise NotImplementedError

    def mark_inputs(self, mark):
        raise NotImplementedError

    def inputs_known(self, mark):
        raise NotImplementedError

    def output(self):
        raise NotImplementedError

    def recalculate(self):
        raise NotImplementedError

    def execute(self):
        raise NotImplementedError


class UnaryConstraint(Constraint):
    """A constraint that determines one variable."""

    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.add_to(planner)

    def add_to_graph(self):
        self.variable.add_constraint(self)
        self.satisfied = False

    def remove_from_graph(self):
        self.variable.remove_constraint(self)
        self.satisfied = False

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def choose_method(self, mark):
        variable = self.variable
        self.satisfied = variable.mark != mark and self.strength.stronger_than(variable.walk_strength)

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.variable

    def recalculate(self):
        variable = self.variable
        variable.walk_strength = self.strength
        variable.stay = not self.is_input()
        if variable.stay:
            self.execute()


class StayConstraint(UnaryConstraint):
    """The variable should keep its value."""

    def execute(self):
        pass


class EditConstraint(UnaryConstraint):
    """The variable is being changed from outside."""

    def is_input(self):
        return True

    def execute(self):
        pass


class BinaryConstraint(Constraint):
    """A constraint between two variables that can determine either from the other."""

    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = UNSATISFIED
        self.add_to(planner)

    def add_to_graph(self):
        self.first.add_constraint(self)
        self.second.add_constraint(self)
        self.direction = UNSATISFIED

    def remove_from_graph(self):
        self.first.remove_constraint(self)
        self.second.remove_constraint(self)
        self.direction = UNSATISFIED

    def is_satisfied(self):
        return self.direction != UNSATISFIED

    def mark_unsatisfied(self):
        self.direction = UNSATISFIED

    def choose_method(self, mark):
        first = self.first
        second = self.second
        self.direction = UNSATISFIED
        if first.mark == mark:
            if second.mark != mark and self.strength.stronger_than(second.walk_strength):
                self.direction = FORWARD
        elif second.mark == mark:
            if self.strength.stronger_than(first.walk_strength):
                self.direction = BACKWARD
        elif first.walk_strength.weaker_than(second.walk_strength):
            if self.strength.stronger_than(first.walk_strength):
                self.direction = BACKWARD
        elif self.strength.stronger_than(second.walk_strength):
            self.direction = FORWARD

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        variable = self.input()
        return variable.mark == mark or variable.stay or variable.determined_by is None

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def recalculate(self):
        source = self.input()
        out = self.output()
        out.walk_strength = self.strength.weaker_of(source.walk_strength)
        out.stay = source.stay
        if out.stay:
            self.execute()


class EqualityConstraint(BinaryConstraint):
    """The two variables have the same value."""

    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """second = first * scale + offset, where scale and offset are variables that nobody determines here."""

    def __init__(self, first, scale, offset, second, strength, planner):
        self.scale = scale
        self.offset = offset
        super().__init__(first, second, strength, planner)

    def add_to_graph(self):
        super().add_to_graph()
        self.scale.add_constraint(self)
        self.offset.add_constraint(self)

    def remove_from_graph(self):
        super().remove_from_graph()
        self.scale.remove_constraint(self)
        self.offset.remove_constraint(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = mark
        self.offset.mark = mark

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source = self.input()
        out = self.output()
        out.walk_strength = self.strength.weaker_of(source.walk_strength)
        out.stay = source.stay and self.scale.stay and self.offset.stay
        if out.stay:
            self.execute()


class Plan:
    """Constraints in an order in which executing them brings all variables up to date."""

    def __init__(self):
        self.steps = []

    def add(self, constraint):
        self.steps.append(constraint)

    def execute(self):
        for constraint in self.steps:
            constraint.execute()


class Planner:
    """Keeps the constraint graph satisfied as constraints are added and removed."""

    def __init__(self):
        self.current_mark = 0

    def new_mark(self):
        self.current_mark += 1
        return self.current_mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def incremental_remove(self, constraint):
        out = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.remove_propagate_from(out)
        strength = REQUIRED
        while strength is not WEAKEST:
            for candidate in unsatisfied:
                if candidate.strength is strength:
                    self.incremental_add(candidate)
            strength = strength.next_weaker()

    def add_propagate(self, constraint, mark):
        """Recompute what lies downstream of `constraint`; False if it meets itself."""
        todo = [constraint]
        while todo:
            current = todo.pop()
            out = current.output()
            if out.mark == mark:
                self.incremental_remove(constraint)
                return False
            current.recalculate()
            self.add_consumers(out, todo)
        return True

    def remove_propagate_from(self, out):
        """Recompute what lies downstream of a variable nobody determines now; return who could determine it."""
        out.determined_by = None
        out.walk_strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = variable.determined_by
            for consumer in variable.constraints:
                if consumer is not determining and consumer.is_satisfied():
                    consumer.recalculate()
                    todo.append(consumer.output())
        return unsatisfied

    def add_consumers(self, variable, constraints):
        """Append the satisfied constraints that read `variable`."""
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                constraints.append(constraint)

    def make_plan(self, sources):
        mark = self.new_mark()
        plan = Plan()
        todo = sources
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                plan.add(constraint)
                out.mark = mark
                self.add_consumers(out, todo)
        return plan

    def extract_plan(self, constraints):
        """A plan that starts at those of `constraints` whose values come from outside."""
        sources = []
        for constraint in constraints:
            if constraint.is_input() and constraint.is_satisfied():
                sources.append(constraint)
        return self.make_plan(sources)

    def change(self, variable, value):
        """Edit `variable` to be `value`, through an edit constraint and its plan."""
        edit = EditConstraint(variable, PREFERRED, self)
        plan = self.extract_plan([edit])
        for _ in range(10):
            variable.value = value
            plan.execute()
        edit.destroy(self)


def check(what, got, wanted):
    if got != wanted:
        raise SolverError("%s: %d instead of %d" % (what, got, wanted))


def chain_test(size):
    """A chain of equalities with a stay at its end: the worst case for adding a constraint in the middle."""
    planner = Planner()
    first = Variable("v0", 0)
    last = first
    for i in range(1, size + 1):
        following = Variable("v" + str(i), 0)
        EqualityConstraint(last, following, REQUIRED, planner)
        last = following
    StayConstraint(last, STRONG_DEFAULT, planner)
    edit = EditConstraint(first, PREFERRED, planner)
    plan = planner.extract_plan([edit])
    total = 0
    for value in range(100):
        first.value = value
        plan.execute()
        check("chain", last.value, value)
        total += last.value
    edit.destroy(planner)
    return total


def projection_test(size):
    """Many pairs scaled by one common factor and offset; edits either side, then the factor and the offset."""
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    source = Variable("source", 0)
    target = Variable("target", 0)
    targets = []
    for i in range(size):
        source = Variable("source" + str(i), i)
        target = Variable("target" + str(i), i)
        targets.append(target)
        StayConstraint(source, NORMAL, planner)
        ScaleConstraint(source, scale, offset, target, REQUIRED, planner)
    planner.change(source, 17)
    check("projection forward", target.value, 1170)
    planner.change(target, 1050)
    check("projection backward", source.value, 5)
    planner.change(scale, 5)
    for i in range(size - 1):
        check("changed scale", targets[i].value, i * 5 + 1000)
    planner.change(offset, 2000)
    for i in range(size - 1):
        check("changed offset", targets[i].value, i * 5 + 2000)
    total = 0
    for variable in targets:
        total += variable.value
    return total


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 1500
    checksum = 0
    for _ in range(rounds):
        checksum += chain_test(SIZE)
        checksum = (checksum * 3 + projection_test(SIZE)) & 0xFFFFFF
    print("deltablue: %d rounds of size %d, checksum %d" % (rounds, SIZE, checksum))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
