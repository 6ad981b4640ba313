"""Instruction handlers: constants, locals, cells, globals, attributes, imports."""

from __future__ import annotations

import contextlib
import difflib
import io
import types
from collections.abc import Mapping
from typing import Any, Final

from weft.flowspace import constant_folding
from weft.flowspace.bytecode import Instruction
from weft.flowspace.constant_folding import CannotFold
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import Constant, Value, Variable
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import DISPLAYS, NULL, ConstantMethod

_METHOD_HOLDERS: Final = frozenset({str, bytes, int, float, tuple})


def load_const(execution: Execution, instruction: Instruction) -> None:
    """`5`; a large constant tuple or the like is one object."""
    execution.stack.append(Constant(instruction.arg, span=execution.span()))


def load_fast(execution: Execution, instruction: Instruction) -> None:
    """A local."""
    slot = execution.locals[instruction.arg]
    if slot is not NULL:
        execution.bound_uses.add(instruction.position)
        execution.stack.append(slot)
        return
    name = execution.bytecode.local_names[instruction.arg]
    builtins = builtins_of(execution.namespace)
    if execution.bytecode.is_module_body and name in builtins:
        execution.bound_uses.add(instruction.position)
        execution.stack.append(Constant(builtins[name]))
    else:
        execution.use_unbound(name)


def store_fast(execution: Execution, instruction: Instruction) -> None:
    """`x = ...`, or giving back what LOAD_FAST_AND_CLEAR took."""
    if execution.stack[-1] is NULL:
        execution.locals[instruction.arg] = execution.stack.pop()
        return
    value = execution.pop()
    name_value(value, execution.bytecode.local_names[instruction.arg])
    execution.locals[instruction.arg] = value


def restore_fast(execution: Execution, instruction: Instruction) -> None:
    """After an inlined comprehension: the outer variable of the same name is itself again."""
    execution.locals[instruction.arg[0]] = execution.stack.pop()


def name_value(value: Value, name: str) -> None:
    """Give a value that has no name of its own that of the variable it is assigned to."""
    if isinstance(value, Variable) and value.name in ("v", "item"):
        value.name = name


def delete_fast(execution: Execution, instruction: Instruction) -> None:
    """`del x`."""
    if execution.locals[instruction.arg] is NULL:
        execution.use_unbound(execution.bytecode.local_names[instruction.arg])
    else:
        execution.bound_uses.add(instruction.position)
        execution.locals[instruction.arg] = NULL


def load_fast_and_clear(execution: Execution, instruction: Instruction) -> None:
    """Before an inlined comprehension: save the outer variable of the same name, if it is used afterwards."""
    stack = execution.stack
    stack[:] = [execution.build(slot) if isinstance(slot, DISPLAYS) else slot for slot in stack]
    saved = execution.locals[instruction.arg]
    stack.append(saved if execution.index in execution.flow.needed_saves else NULL)
    execution.locals[instruction.arg] = NULL


def make_cell(execution: Execution, instruction: Instruction) -> None:
    """A local that an inner function captures."""
    name = execution.bytecode.local_names[instruction.arg]
    value = execution.locals[instruction.arg]
    cell = execution.emit("newcell", statics=(name,))
    name_value(cell, name)
    execution.locals[instruction.arg] = cell
    if isinstance(value, (Variable, Constant)):
        execution.emit("cell_set", cell, value)


def load_closure(execution: Execution, instruction: Instruction) -> None:
    """The cell itself, to be captured."""
    execution.stack.append(execution.locals[instruction.arg])


def _cell(execution: Execution, instruction: Instruction) -> Value:
    cell = execution.locals[instruction.arg]
    assert isinstance(cell, (Variable, Constant))
    return cell


def load_deref(execution: Execution, instruction: Instruction) -> None:
    """A captured variable."""
    cell = _cell(execution, instruction)
    name = execution.bytecode.local_names[instruction.arg]
    if isinstance(cell, Constant) and isinstance(cell.value, types.CellType):
        try:
            contents = cell.value.cell_contents
        except ValueError:
            pass
        else:
            if not execution.environment.is_assigned_nonlocal(execution.namespace, name):
                execution.stack.append(Constant(contents))
                return
    value = execution.emit("cell_get", cell, statics=(name,))
    name_value(value, name)
    execution.stack.append(value)


def store_deref(execution: Execution, instruction: Instruction) -> None:
    """Assign a captured variable."""
    execution.emit("cell_set", _cell(execution, instruction), execution.pop())


def delete_deref(execution: Execution, instruction: Instruction) -> None:
    """`del` of a captured variable."""
    cell = _cell(execution, instruction)
    name = execution.bytecode.local_names[instruction.arg]
    execution.emit("cell_get", cell, statics=(name,))
    execution.emit("cell_clear", cell)


# -- globals -----------------------------------------------------------------------------------------------------


def load_global(execution: Execution, instruction: Instruction) -> None:
    """A global or builtin: a constant unless some function assigns it."""
    name = instruction.arg
    namespace = execution.namespace
    environment = execution.environment
    if environment.is_assigned_global(namespace, name):
        execution.stack.append(_read_variable(execution, namespace, name))
        return
    if name in namespace:
        environment.note_read(namespace, name, execution.span())
        execution.stack.append(Constant(namespace[name]))
        return
    builtins = builtins_of(namespace)
    if name in builtins:
        execution.stack.append(Constant(builtins[name]))
        return
    _undefined(execution, name, builtins)
    execution.stack.append(Variable(name))


def builtins_of(namespace: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the builtins that functions with these globals see."""
    found = namespace.get("__builtins__", __builtins__)
    return vars(found) if isinstance(found, types.ModuleType) else found


def _undefined(execution: Execution, name: str, builtins: Mapping[str, Any]) -> None:
    known = [*execution.bytecode.local_names, *execution.namespace, *builtins]
    close = difflib.get_close_matches(name, known, 1)
    help_text = f"did you mean '{close[0]}'?" if close else ""
    execution.error("W0201", f"name '{name}' is not defined", help=help_text)


def _read_variable(execution: Execution, namespace: dict[str, Any], name: str) -> Value:
    variable = execution.environment.global_variable(namespace, name)
    if variable.may_be_unbound:
        if name in builtins_of(namespace):
            execution.error("W0205", f"global '{name}' is assigned at run time and is also a builtin",
                            help="give it another name, or assign it in the module first")  # fmt: skip
        execution.emit("global_check", statics=(variable,))
    value = execution.emit("global_get", statics=(variable,))
    name_value(value, name)
    return value


def store_global(execution: Execution, instruction: Instruction) -> None:
    """`global x; x = ...`."""
    _write_variable(execution, execution.namespace, instruction.arg, execution.pop())


def _write_variable(execution: Execution, namespace: dict[str, Any], name: str, value: Value) -> None:
    execution.environment.note_assignment(namespace, name)
    variable = execution.environment.global_variable(namespace, name)
    execution.emit("global_set", value, statics=(variable,))


def delete_global(execution: Execution, instruction: Instruction) -> None:
    """`del` of a global variable."""
    _clear_variable(execution, execution.namespace, instruction.arg)


def _clear_variable(execution: Execution, namespace: dict[str, Any], name: str) -> None:
    in_time = execution.environment.note_deletion(namespace, name)
    variable = execution.environment.global_variable(namespace, name)
    if not in_time:
        execution.error("W0206", f"global variable '{name}' is deleted by code found too late")
        return
    execution.emit("global_check", statics=(variable,))
    execution.emit("global_clear", statics=(variable,))


def unsupported_name(execution: Execution, instruction: Instruction) -> None:
    """Names of a class body, which runs at translation time only."""
    execution.error("W0207", "the body of a class statement cannot run at run time")
    execution.stack.append(Constant(None))


# -- attributes --------------------------------------------------------------------------------------------------


def load_attr(execution: Execution, instruction: Instruction) -> None:
    """`x.name`."""
    execution.stack.append(get_attribute(execution, execution.pop(), instruction.arg))


def load_method(execution: Execution, instruction: Instruction) -> None:
    """`x.name` that is going to be called."""
    holder = execution.pop()
    execution.stack.append(NULL)
    name = instruction.arg
    if isinstance(holder, Constant) and type(holder.value) in _METHOD_HOLDERS and hasattr(holder.value, name):
        execution.stack.append(ConstantMethod(holder, name))
    else:
        execution.stack.append(get_attribute(execution, holder, name))


def get_attribute(execution: Execution, holder: Value, name: str) -> Value:
    """Read an attribute with a known name; of modules and some constants at translation time."""
    if isinstance(holder, Constant):
        if isinstance(holder.value, types.ModuleType):
            found = _module_attribute(execution, holder.value, name)
            if found is not None:
                return found
        else:
            try:
                return constant_folding.attribute(holder.value, name, execution.environment.stored_attributes)
            except CannotFold:
                pass
    value = execution.emit("getattr", holder, Constant(name))
    name_value(value, name)
    return value


def _module_attribute(execution: Execution, module: types.ModuleType, name: str) -> Value | None:
    namespace = vars(module)
    environment = execution.environment
    if environment.is_assigned_global(namespace, name):
        return _read_variable(execution, namespace, name)
    try:
        value = getattr(module, name)
    except AttributeError:
        close = difflib.get_close_matches(name, list(namespace), 1)
        execution.error("W0208", f"module '{module.__name__}' has no attribute '{name}'",
                        help=f"did you mean '{close[0]}'?" if close else "")  # fmt: skip
        return Variable(name)
    if FlowEnvironment.is_library(module) and not constant_folding.is_unchangeable(value):
        return None  # sys.argv, os.environ, ...: the rules of the library decide
    environment.note_read(namespace, name, execution.span())
    return Constant(value)


def store_attr(execution: Execution, instruction: Instruction) -> None:
    """`x.name = v`."""
    holder = execution.pop()
    value = execution.pop()
    set_attribute(execution, holder, instruction.arg, value)


def set_attribute(execution: Execution, holder: Value, name: str, value: Value) -> None:
    """Assign an attribute with a known name; that of a module is a global variable."""
    if isinstance(holder, Constant) and isinstance(holder.value, types.ModuleType):
        if not FlowEnvironment.is_library(holder.value):
            _write_variable(execution, vars(holder.value), name, value)
            return
    execution.emit("setattr", holder, Constant(name), value)


def delete_attr(execution: Execution, instruction: Instruction) -> None:
    """`del x.name`."""
    holder = execution.pop()
    if isinstance(holder, Constant) and isinstance(holder.value, types.ModuleType):
        if not FlowEnvironment.is_library(holder.value):
            _clear_variable(execution, vars(holder.value), instruction.arg)
            return
    execution.emit("delattr", holder, Constant(instruction.arg))


# -- imports, which happen at translation time --------------------------------------------------------------------


def import_name(execution: Execution, instruction: Instruction) -> None:
    """`import a.b` inside a function."""
    names = execution.pop()
    level = execution.pop()
    assert isinstance(names, Constant) and isinstance(level, Constant)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            module = __import__(instruction.arg, execution.namespace, None, names.value, level.value)
    except ImportError as error:
        execution.raise_new(type(error), str(error))
        return
    loud_modules = execution.environment.loud_modules
    if printed.getvalue():
        loud_modules.add(instruction.arg)
    if instruction.arg in loud_modules:  # asked again, as the function may be executed several times
        execution.error("W0506", f"module {instruction.arg} prints something while it is imported inside a function",
                        help="import it at the outer level of the script")  # fmt: skip
    execution.stack.append(Constant(module))


def import_from(execution: Execution, instruction: Instruction) -> None:
    """`from a import b` inside a function."""
    module = execution.stack[-1]
    assert isinstance(module, Constant)
    if not hasattr(module.value, instruction.arg):
        message = f"cannot import name '{instruction.arg}' from '{module.value.__name__}'"
        execution.raise_new(ImportError, message)
        return
    execution.stack.append(get_attribute(execution, module, instruction.arg))


HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "LOAD_CONST": load_const,
    "LOAD_FAST": load_fast,
    "STORE_FAST": store_fast,
    "RESTORE_FAST": restore_fast,
    "DELETE_FAST": delete_fast,
    "LOAD_FAST_AND_CLEAR": load_fast_and_clear,
    "MAKE_CELL": make_cell,
    "LOAD_CLOSURE": load_closure,
    "LOAD_DEREF": load_deref,
    "STORE_DEREF": store_deref,
    "DELETE_DEREF": delete_deref,
    "LOAD_GLOBAL": load_global,
    "STORE_GLOBAL": store_global,
    "DELETE_GLOBAL": delete_global,
    "LOAD_NAME": unsupported_name,
    "STORE_NAME": unsupported_name,
    "DELETE_NAME": unsupported_name,
    "LOAD_ATTR": load_attr,
    "LOAD_METHOD": load_method,
    "STORE_ATTR": store_attr,
    "DELETE_ATTR": delete_attr,
    "IMPORT_NAME": import_name,
    "IMPORT_FROM": import_from,
}
