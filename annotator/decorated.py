"""Functions that functools makes at import time or at run time, as functions and classes generated for the library.

`lru_cached` and `bound_partial` replace prebuilt objects of functools, `partial_maker` a call of `functools.partial`.
The attributes that a function has are kept in a prebuilt object of a class made for it.
"""

from __future__ import annotations

import functools
import types
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.function_maker import parameters_of
from weft.rlib.functional import CacheState

if TYPE_CHECKING:
    from weft.annotator.generated import Generated
    from weft.annotator.lattice import SomePBC

CACHED: Final[type] = type(functools.lru_cache(len))
CACHE_METHODS: Final = frozenset({"cache_info", "cache_clear"})


def is_cached(value: Any) -> bool:
    """True for what `functools.lru_cache` and `functools.cache` return."""
    return type(value) is CACHED


def replaced(generated: Generated, value: Any) -> types.FunctionType | None:
    """Return the function that stands for a prebuilt object of functools, or None for any other object."""
    if type(value) is CACHED:
        return lru_cached(generated, value)
    if type(value) is functools.partial:
        return bound_partial(generated, value)
    return None


# lru_cache ----------------------------------------------------------------------------------------------------------


class _Cache:
    """What belongs to a function with a cache: the results and the counters are prebuilt objects of the program."""

    def __init__(self, wrapper: Any) -> None:
        self.wrapper = wrapper
        self.results: dict[Any, Any] = {}
        self.state = CacheState()
        parameters = wrapper.cache_parameters()
        self.limit: int | None = parameters["maxsize"]


def _cache_of(generated: Generated, wrapper: Any) -> _Cache:
    caches = generated.caches
    found = caches.get(id(wrapper))
    if found is None:
        found = caches[id(wrapper)] = _Cache(wrapper)
    assert isinstance(found, _Cache)
    return found


def lru_cached(generated: Generated, wrapper: Any) -> types.FunctionType:
    """Return the function for what `functools.lru_cache` returned: it looks into a dict, in order of use."""
    cache = _cache_of(generated, wrapper)
    function = wrapper.__wrapped__
    code = function.__code__
    name = function.__name__

    parameters, values = parameters_of(code)
    count = code.co_argcount + code.co_kwonlyargcount
    names = [*code.co_varnames[:count], *(code.co_varnames[count : count + 1] if code.co_flags & 4 else ())]
    key = names[0] if len(names) == 1 else f"({', '.join(names)})" if names else "0"

    def source() -> str:
        lines = [f"def {name}({parameters}):"]
        if cache.limit == 0:
            lines += ["    state.misses += 1", f"    return function({values})"]
            return "\n".join(lines) + "\n"
        lines += [f"    key_ = {key}", "    if key_ in results:", "        state.hits += 1"]
        if cache.limit is None:
            lines.append("        return results[key_]")
        else:
            # The dict is in order of use, the next to go first.
            lines += ["        found_ = results.pop(key_)", "        results[key_] = found_", "        return found_"]
        lines += ["    state.misses += 1", f"    made_ = function({values})"]
        if cache.limit is not None:
            lines += [f"    if len(results) >= {cache.limit} and key_ not in results:",
                      "        del results[next(iter(results))]"]  # fmt: skip
        lines += ["    results[key_] = made_", "    return made_"]
        return "\n".join(lines) + "\n"

    made = generated.make(
        ("lru_cache", id(wrapper)), name, source, results=cache.results, state=cache.state, function=function
    )
    assert isinstance(made, types.FunctionType)
    made.__defaults__ = function.__defaults__
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def cache_method(generated: Generated, wrapper: Any, name: str) -> types.FunctionType:
    """Return the function for `wrapper.cache_info` or `wrapper.cache_clear`."""
    cache = _cache_of(generated, wrapper)
    if name == "cache_info":
        text = f"def cache_info():\n    return info(state.hits, state.misses, {cache.limit}, len(results))\n"
    else:
        text = "def cache_clear():\n    results.clear()\n    state.hits = 0\n    state.misses = 0\n"
    made = generated.make(
        (name, id(wrapper)),
        name,
        lambda: text,
        results=cache.results,
        state=cache.state,
        info=type(wrapper.cache_info()),
    )
    assert isinstance(made, types.FunctionType)
    return made


# partial ------------------------------------------------------------------------------------------------------------


def bound_partial(generated: Generated, value: Any) -> types.FunctionType:
    """Return the function for a prebuilt `functools.partial` object."""
    names = [f"given_{i}" for i in range(len(value.args))]
    keywords = [f"with_{name}" for name in value.keywords]
    call = f"*(({''.join(name + ', ' for name in names)}) + more)" if names else "*more"
    call += "".join(f", {name}=with_{name}" for name in value.keywords) + ", **others"
    scope = dict(zip(names, value.args, strict=True)) | dict(zip(keywords, value.keywords.values(), strict=True))
    made = generated.make(
        ("partial", id(value)),
        "partial",
        lambda: f"def partial(*more, **others):\n    return function({call})\n",
        function=value.func,
        _weft_keyword_records_=True,
        **scope,
    )
    generated.caches[id(value), "kept"] = value
    assert isinstance(made, types.FunctionType)
    return made


def partial_maker(generated: Generated, keywords: tuple[str, ...]) -> types.FunctionType:
    """Return the function that stands for `functools.partial` with these keywords."""

    def source() -> str:
        attributes = "".join(f", with_{name}" for name in keywords)
        stores = "".join(f"        self.with_{name} = with_{name}\n" for name in keywords)
        passed = "".join(f", {name}=self.with_{name}" for name in keywords)
        taken = f", {', '.join(keywords)}" if keywords else ""
        return (
            "class partial:\n"
            "    _weft_generic_ = True\n"
            f"    def __init__(self, func, args{attributes}):\n"
            f"        self.func = func\n        self.args = args\n{stores}"
            "    def __call__(self, *more, **others):\n"
            f"        return self.func(*(self.args + more){passed}, **others)\n"
            f"def make_partial(func, *args{taken}):\n"
            f"    return partial(func, args{taken})\n"
        )

    made = generated.make(("partial", keywords), "make_partial", source, _weft_keyword_records_=True)
    assert isinstance(made, types.FunctionType)
    return made


def is_context_manager(function: types.FunctionType) -> bool:
    """True for what `contextlib.contextmanager` returns."""
    return function.__globals__.get("__name__") == "contextlib" and hasattr(function, "__wrapped__")


# Attributes of functions --------------------------------------------------------------------------------------------


def attribute_state(generated: Generated, owner: SomePBC, name: str) -> Any | None:
    """Return the prebuilt object that has the attributes of a function, None if it has no attribute of this name."""
    if len(owner.descriptions) != 1:
        return None
    function = getattr(owner.descriptions[0], "function", None)
    if not isinstance(function, types.FunctionType) or name not in vars(function) or name == "__wrapped__":
        return None
    key = ("attributes", id(function))
    if key not in generated.caches:
        state = type(f"{function.__name__}_attributes", (), {"__module__": function.__module__})()
        vars(state).update((n, value) for n, value in vars(function).items() if n != "__wrapped__")
        generated.caches[key] = state
    return generated.caches[key]


def attribute_reader(generated: Generated, state: Any, name: str) -> Any:
    """Return a function for `f.name`."""
    return generated.make(
        ("get", id(state), name), "get", lambda: f"def get():\n    return state.{name}\n", state=state
    )


def attribute_writer(generated: Generated, state: Any, name: str) -> Any:
    """Return a function for `f.name = value`."""
    text = f"def put(value):\n    state.{name} = value\n"
    return generated.make(("put", id(state), name), "put", lambda: text, state=state)
