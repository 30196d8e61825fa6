"""Every way the visit's rules can be a little wrong: one guard or one effect at a time."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from kiosk.domain.effects import Effect


@dataclass(frozen=True)
class Mutant:
    """A module with one change; ``name`` says which, and stays the same while the rule does."""

    name: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module: conditions forced both ways, arms and effects left out.

    A condition is a ``case`` guard or an ``if``; an effect is one element of the tuple that a
    step returns or that stands for what is to be done.
    """
    tree = ast.parse(source)
    spots = [
        *_conditions(tree),
        *_arms(tree),
        *_alternatives(tree),
        *_effects(tree),
        *_flags(tree),
    ]
    for number, (spot, name) in enumerate(spots):
        for change in _changes(spot, name):
            changed = copy.deepcopy(tree)
            nodes = list(ast.walk(changed))
            change.apply(nodes, list(ast.walk(tree)))
            ast.fix_missing_locations(changed)
            yield Mutant(f"{number:03d} {change.says}", ast.unparse(changed))


@dataclass(frozen=True)
class _Spot:
    node: ast.AST
    field: str
    index: int | None = None


@dataclass(frozen=True)
class _Change:
    says: str
    spot: _Spot
    value: ast.AST | None

    def apply(self, changed: list[ast.AST], original: list[ast.AST]) -> None:
        node = changed[original.index(self.spot.node)]
        if self.spot.index is None:
            setattr(node, self.spot.field, copy.deepcopy(self.value))
        else:
            del getattr(node, self.spot.field)[self.spot.index]


def _changes(spot: _Spot, name: str) -> Iterator[_Change]:
    if spot.index is not None:
        yield _Change(f"without {name}", spot, None)
    elif spot.field == "value":
        assert isinstance(spot.node, ast.keyword)
        assert isinstance(spot.node.value, ast.Constant)
        flipped = ast.Constant(not spot.node.value.value)
        yield _Change(f"flipped {name}", spot, flipped)
    elif name.startswith("arm "):
        yield _Change(f"never {name}", spot, ast.Constant(False))
    else:
        yield _Change(f"always {name}", spot, ast.Constant(True))
        yield _Change(f"never {name}", spot, ast.Constant(False))


def _conditions(tree: ast.AST) -> Iterator[tuple[_Spot, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.match_case) and node.guard is not None:
            where = f"{_short(node.pattern)} if {ast.unparse(node.guard)}"
            yield _Spot(node, "guard"), where
        elif isinstance(node, ast.If):
            yield _Spot(node, "test"), f"if {ast.unparse(node.test)}"


def _arms(tree: ast.AST) -> Iterator[tuple[_Spot, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.match_case) and node.guard is None:
            yield _Spot(node, "guard"), f"arm {_short(node.pattern)}"


def _alternatives(tree: ast.AST) -> Iterator[tuple[_Spot, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.MatchOr):
            for index, pattern in enumerate(node.patterns):
                yield _Spot(node, "patterns", index), f"{_short(pattern)} of {_short(node)}"


def _effects(tree: ast.AST) -> Iterator[tuple[_Spot, str]]:
    """Elements of the tuples of effects: those after the state, and those built beforehand."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        if ast.unparse(function.returns) not in ("Step", "tuple[Effect, ...]"):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
                for index, element in enumerate(node.elts):
                    if _is_effect(element):
                        yield _Spot(node, "elts", index), f"effect {ast.unparse(element)}"


_NAMES_OF_EFFECTS = {"keep", "undo", "gone", "done"}
_EFFECTS = {effect.__name__ for effect in get_args(Effect)}


def _is_effect(element: ast.expr) -> bool:
    match element:
        case ast.Starred():
            return True
        case ast.Name(id=name):
            return name in _NAMES_OF_EFFECTS
        case ast.Call(func=ast.Name(id=name)):
            return name in _EFFECTS
        case _:
            return False


def _flags(tree: ast.AST) -> Iterator[tuple[_Spot, str]]:
    """True and False given by name: whether there is a receipt, a camera, an open one."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        for given in call.keywords:
            named = given.arg in ("receipt", "opened", "camera")
            if named and isinstance(given.value, ast.Constant):
                yield _Spot(given, "value"), f"{given.arg} in {ast.unparse(call)}"


def _short(pattern: ast.pattern) -> str:
    return " ".join(ast.unparse(pattern).split())
