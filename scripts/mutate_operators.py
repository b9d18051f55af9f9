"""The mutants of a module: its text with one small change each, in the order of the text.

    mutants("src/govbot/core/votes/counting.py", text)
    # [Mutant(line 172: `have > need` becomes `have >= need`), ...]

What is changed: comparisons, `and`/`or`, `not`, arithmetic, conditions (always, never), numbers, truth
values, words that programs read ("all-voted"), members of enumerations, elements of a display, what a
function returns, statements that stand for their effect, loops, calls that choose or order (`min`,
`any`, `sorted`, `.lower()`), options of a call, the constraints in `Annotated`, and validators.

What is left alone, because nobody can tell or nobody should: docstrings, type annotations, `__all__`,
imports, the wording of sentences, assertions, and what mypy proves is never reached. Before Python 3.12
the text inside an f-string has no reliable place in the file; there, some of it is left alone too.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["Mutant", "mutants"]

COMPARISONS: Final[dict[type[ast.cmpop], tuple[str, tuple[str, ...]]]] = {
    ast.Lt: (r"<(?!=)", ("<=", ">=")),
    ast.LtE: (r"<=", ("<", ">")),
    ast.Gt: (r">(?!=)", (">=", "<=")),
    ast.GtE: (r">=", (">", "<")),
    ast.Eq: (r"==", ("!=",)),
    ast.NotEq: (r"!=", ("==",)),
    ast.Is: (r"\bis\b", ("is not",)),
    ast.IsNot: (r"\bis\s+not\b", ("is",)),
    ast.In: (r"\bin\b", ("not in",)),
    ast.NotIn: (r"\bnot\s+in\b", ("in",)),
}
ARITHMETIC: Final[dict[type[ast.operator], tuple[str, str]]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: (r"-", "+"),
    ast.Mult: (r"\*", "/"),
    ast.Div: (r"/", "*"),
    ast.FloorDiv: (r"//", "*"),
    ast.Mod: (r"%", "*"),
    ast.BitOr: (r"\|", "&"),
    ast.BitAnd: (r"&", "|"),
}
FUNCTIONS: Final = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "reversed": "list",
}
METHODS: Final = {
    "difference": "intersection",
    "intersection": "difference",
    "union": "intersection",
    "issubset": "issuperset",
    "issuperset": "issubset",
    "isdisjoint": "issubset",
    "startswith": "endswith",
    "endswith": "startswith",
    "append": "count",
    "add": "discard",
}
CHANGING_METHODS: Final = {"lower", "upper", "casefold", "strip", "lstrip", "rstrip"}
OPTIONAL_KEYWORDS: Final = {"Field", "replace", "sorted", "sort", "min", "max", "sum", "zip"}
WORD: Final = re.compile(r"[\w.-]*")
WORDING_ONLY: Final = {"__all__"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of the text of `file`: bytes `start` to `end` become `replacement`.

    `function` names the outermost function whose body holds the change, as Python's `co_qualname`
    and the line it begins at, counted from 1. It is None for what runs when the module is imported.
    `lines` are those of the statement that is changed.
    """

    file: str
    line: int
    start: int
    end: int
    replacement: str
    lines: range
    function: tuple[str, int] | None

    @property
    def key(self) -> str:
        """What tells this mutant from all others of the same text."""
        return f"{self.file}:{self.start}:{self.end}:{self.replacement}"

    def applied(self, text: str) -> str:
        """Return `text`, the module as it stands, with the change made."""
        content = text.encode()
        return (content[: self.start] + self.replacement.encode() + content[self.end :]).decode()

    def changed(self, text: str) -> tuple[str, str]:
        """Return the lines that change, as they stand and as they become, with single spaces."""
        before, after = text.splitlines(), self.applied(text).splitlines()
        removed: list[str] = []
        added: list[str] = []
        for tag, i, j, k, m in difflib.SequenceMatcher(a=before, b=after).get_opcodes():
            if tag != "equal":
                removed += before[i:j]
                added += after[k:m]
        return " ".join(" ".join(removed).split()), " ".join(" ".join(added).split())

    def difference(self, text: str) -> str:
        """Return the change as a unified diff, without its head."""
        after = self.applied(text).splitlines()
        lines = difflib.unified_diff(text.splitlines(), after, n=1, lineterm="")
        return "\n".join(list(lines)[3:])


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk through a module is."""

    statement: range
    function: tuple[str, int] | None = None
    names: tuple[str, ...] = ()


def mutants(file: str, text: str) -> list[Mutant]:
    """Return every mutant of `text`, the content of `file`, that is another program and compiles."""
    tree = ast.parse(text)
    found: dict[str, Mutant] = {}
    for mutant in _Walk(file, text, tree).module():
        changed = mutant.applied(text)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                compile(changed, file, "exec", dont_inherit=True)
        except SyntaxError:
            continue
        found.setdefault(mutant.key, mutant)
    return sorted(found.values(), key=lambda each: (each.start, each.end, each.replacement))


class _Walk:
    """One walk through a module, yielding its mutants."""

    def __init__(self, file: str, text: str, tree: ast.Module) -> None:
        self.file = file
        self.content = text.encode()
        self.tree = tree
        self.line_starts = [0]
        for line in self.content.splitlines(keepends=True):
            self.line_starts.append(self.line_starts[-1] + len(line))
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        for node in ast.walk(tree):
            if member := _member(node):
                enumeration, name = member
                self.members[enumeration].add(name)

    def module(self) -> Iterator[Mutant]:
        yield from self.body(self.tree.body, Place(range(0)))

    # Places in the text --------------------------------------------------------------------------

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self.line_starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        return self.line_starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def source(self, node: ast.expr) -> str:
        return self.content[self.start(node) : self.end(node)].decode()

    def change(self, place: Place, start: int, end: int, replacement: str) -> Mutant:
        line = self.content.count(b"\n", 0, start) + 1
        return Mutant(self.file, line, start, end, replacement, place.statement, place.function)

    def replace(self, place: Place, node: ast.expr | ast.stmt, replacement: str) -> Mutant:
        return self.change(place, self.start(node), self.end(node), replacement)

    def between(
        self, place: Place, left: ast.expr, right: ast.expr, pattern: str, replacement: str
    ) -> Iterator[Mutant]:
        """Replace the operator that stands between two expressions."""
        gap = self.content[self.end(left) : self.start(right)].decode()
        if match := re.search(pattern, gap):
            at = self.end(left) + len(gap[: match.start()].encode())
            yield self.change(place, at, at + len(match.group().encode()), replacement)

    def dropped(
        self, place: Place, elements: list[tuple[int, int]], index: int, *, comma: bool = False
    ) -> Mutant:
        """Drop one of several elements that commas part; `comma` keeps a tuple of one a tuple."""
        start, end = elements[index]
        if index + 1 < len(elements):
            return self.change(place, start, elements[index + 1][0], "")
        if index:
            return self.change(place, elements[index - 1][1], end, "," if comma else "")
        return self.change(place, start, end, "")

    # Statements ----------------------------------------------------------------------------------

    def body(self, statements: list[ast.stmt], place: Place) -> Iterator[Mutant]:
        for statement in statements:
            yield from self.statement(statement, place)

    def statement(self, node: ast.stmt, outer: Place) -> Iterator[Mutant]:
        place = Place(_header(node), outer.function, outer.names)
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Pass():
                return
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                return
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self.function(node, place)
            case ast.ClassDef():
                inner = Place(place.statement, place.function, (*place.names, node.name))
                yield from self.body(node.body, inner)
            case ast.If() | ast.While():
                yield from self.condition(node.test, place)
                yield from self.body([*node.body, *node.orelse], place)
            case ast.For():
                yield self.replace(place, node.iter, "()")
                yield from self.expression(node.iter, place)
                yield from self.body([*node.body, *node.orelse], place)
            case ast.Match():
                yield from self.matching(node, place)
            case ast.Expr(value=ast.Constant() | ast.Call(func=ast.Name(id="assert_never"))):
                return
            case ast.Expr():
                yield self.replace(place, node, "pass")
                yield from self.expression(node.value, place)
            case ast.Raise() | ast.Break() | ast.Continue():
                yield self.replace(place, node, "pass")
            case ast.Return():
                yield from self.returning(node, place)
            case ast.Assign():
                names = {each.id for each in node.targets if isinstance(each, ast.Name)}
                if not names & WORDING_ONLY:
                    yield from self.expression(node.value, place)
            case ast.AnnAssign():
                yield from self.annotation(node.annotation, place)
                if node.value is not None:
                    yield from self.expression(node.value, place)
            case ast.AugAssign():
                yield self.replace(place, node, "pass")
                if type(node.op) in ARITHMETIC:
                    pattern, other = ARITHMETIC[type(node.op)]
                    yield from self.between(
                        place, node.target, node.value, f"{pattern}=", f"{other}="
                    )
                yield from self.expression(node.value, place)
            case _:
                yield from self.children(node, place)

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place
    ) -> Iterator[Mutant]:
        for decorator in node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(called, ast.Name) and called.id.endswith("validator"):
                at = self.content.rindex(b"@", 0, self.start(decorator))
                yield self.change(place, at, self.end(decorator), "")
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                yield from self.expression(default, place)
        first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        name = ".".join((*place.names, node.name))
        inside = place.function or (name, first)
        yield from self.body(node.body, Place(place.statement, inside))

    def returning(self, node: ast.Return, place: Place) -> Iterator[Mutant]:
        if node.value is None:
            return
        if not isinstance(node.value, ast.Constant):
            yield self.replace(place, node.value, "None")
        yield from self.expression(node.value, place)

    def matching(self, node: ast.Match, place: Place) -> Iterator[Mutant]:
        yield from self.expression(node.subject, place)
        for case in node.cases:
            for inner in ast.walk(case.pattern):
                if isinstance(inner, ast.MatchValue):
                    yield from self.expression(inner.value, place)
            if case.guard is not None:
                yield self.replace(place, case.guard, "True")
                yield from self.expression(case.guard, place)
            yield from self.body(case.body, place)

    # Expressions ---------------------------------------------------------------------------------

    def children(self, node: ast.AST, place: Place) -> Iterator[Mutant]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield from self.statement(child, place)
            elif isinstance(child, ast.expr):
                yield from self.expression(child, place)
            else:
                yield from self.children(child, place)

    def condition(self, test: ast.expr, place: Place) -> Iterator[Mutant]:
        yield self.replace(place, test, "True")
        yield self.replace(place, test, "False")
        yield from self.expression(test, place)

    def annotation(self, node: ast.expr, place: Place) -> Iterator[Mutant]:
        """Change what Pydantic checks, `Annotated[..., this]`, and nothing else of a type."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Subscript) and _is_named(inner.value, "Annotated"):
                yield from self.constraints(inner, place)

    def constraints(self, node: ast.Subscript, place: Place) -> Iterator[Mutant]:
        if isinstance(node.slice, ast.Tuple):
            spans = [(self.start(each), self.end(each)) for each in node.slice.elts]
            for index, element in enumerate(node.slice.elts):
                if index:
                    yield self.dropped(place, spans, index, comma=index == 1)
                    yield from self.expression(element, place)

    def is_where_it_says(self, node: ast.expr) -> bool:
        """Say whether the place that Python gives holds this expression."""
        try:
            there = ast.parse(f"({self.source(node)}\n)", mode="eval").body
        except (SyntaxError, UnicodeDecodeError, IndexError):
            return False
        return ast.dump(there) == ast.dump(node)

    def expression(self, node: ast.expr, place: Place) -> Iterator[Mutant]:  # noqa: C901, PLR0912 - one arm for each kind
        match node:
            case ast.JoinedStr():
                for value in node.values:
                    if isinstance(value, ast.FormattedValue) and self.is_where_it_says(value.value):
                        yield from self.expression(value.value, place)
                return
            case ast.Constant():
                yield from self.constant(node, place)
                return
            case ast.Subscript(value=ast.Name(id="Literal")):
                return
            case ast.Subscript(value=ast.Name(id="Annotated")):
                yield from self.constraints(node, place)
                return
            case ast.Attribute() if member := _member(node):
                yield from self.member(node, *member, place)
                return
            case ast.Compare():
                values = [node.left, *node.comparators]
                for (left, right), op in zip(pairwise(values), node.ops, strict=True):
                    pattern, others = COMPARISONS[type(op)]
                    for other in others:
                        yield from self.between(place, left, right, pattern, other)
            case ast.BoolOp():
                here, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                for left, right in pairwise(node.values):
                    yield from self.between(place, left, right, rf"\b{here}\b", other)
            case ast.UnaryOp(op=ast.Not() | ast.USub()):
                yield self.replace(place, node, f"({self.source(node.operand)})")
            case ast.BinOp():
                if type(node.op) in ARITHMETIC and not _is_type(node):
                    pattern, other = ARITHMETIC[type(node.op)]
                    yield from self.between(place, node.left, node.right, pattern, other)
            case ast.IfExp():
                yield from self.condition(node.test, place)
                yield from self.expression(node.body, place)
                yield from self.expression(node.orelse, place)
                return
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                for generator in node.generators:
                    for test in generator.ifs:
                        yield self.replace(place, test, "True")
            case ast.Tuple() | ast.List() | ast.Set():
                if isinstance(node.ctx if not isinstance(node, ast.Set) else None, ast.Store):
                    return
                yield from self.display(node, place)
            case ast.Call():
                yield from self.call(node, place)
            case _:
                pass
        yield from self.children(node, place)

    def constant(self, node: ast.Constant, place: Place) -> Iterator[Mutant]:
        match node.value:
            case bool():
                yield self.replace(place, node, str(not node.value))
            case int():
                yield self.replace(place, node, str(node.value + 1))
            case str() if WORD.fullmatch(node.value):
                yield self.replace(place, node, f'"XX{node.value}XX"')
            case _:
                pass

    def member(
        self, node: ast.Attribute, enumeration: str, name: str, place: Place
    ) -> Iterator[Mutant]:
        """Name the next of the members of this enumeration that the module knows."""
        known = sorted(self.members[enumeration])
        if len(known) > 1:
            other = known[(known.index(name) + 1) % len(known)]
            yield self.replace(place, node, f"{enumeration}.{other}")

    def display(self, node: ast.Tuple | ast.List | ast.Set, place: Place) -> Iterator[Mutant]:
        plain = all(isinstance(each, ast.Constant) or _member(each) for each in node.elts)
        if plain and len(node.elts) > 1:
            spans = [(self.start(each), self.end(each)) for each in node.elts]
            for index in range(len(spans)):
                yield self.dropped(place, spans, index, comma=isinstance(node, ast.Tuple))

    def call(self, node: ast.Call, place: Place) -> Iterator[Mutant]:
        match node.func:
            case ast.Name(id=name) if name in FUNCTIONS:
                if FUNCTIONS[name] == "list" and node.args:
                    yield self.replace(place, node, f"list({self.source(node.args[0])})")
                else:
                    yield self.replace(place, node.func, FUNCTIONS[name])
            case ast.Attribute(attr=name) if name in METHODS:
                end = self.end(node.func)
                yield self.change(place, end - len(name), end, METHODS[name])
            case ast.Attribute(attr=name, value=value) if name in CHANGING_METHODS:
                yield self.replace(place, node, self.source(value))
            case _:
                pass
        if _is_named(node.func, *OPTIONAL_KEYWORDS):
            spans = [(self.start(each), self.end(each)) for each in node.args]
            for keyword in node.keywords:
                at = self.line_starts[keyword.lineno - 1] + keyword.col_offset
                spans.append((at, self.end(keyword.value)))
            for index, keyword in enumerate(node.keywords, start=len(node.args)):
                if keyword.arg is not None:
                    yield self.dropped(place, spans, index)


def _header(node: ast.stmt) -> range:
    """The lines of a statement, without the statements inside it."""
    last = node.end_lineno or node.lineno
    match node:
        case ast.If() | ast.While() | ast.For() | ast.With() | ast.Try():
            last = max(node.lineno, node.body[0].lineno - 1)
        case _:
            pass
    return range(node.lineno, last + 1)


def _is_named(node: ast.expr, *names: str) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in names


def _member(node: ast.AST) -> tuple[str, str] | None:
    """Return the names of the enumeration and of its member that this reads: `Choice.YES`."""
    match node:
        case ast.Attribute(value=ast.Name(id=enumeration), attr=name) if name.isupper():
            return (enumeration, name) if enumeration[:1].isupper() else None
        case _:
            return None


def _is_type(node: ast.BinOp) -> bool:
    """Say whether this is a union of types, `list | tuple`, which no test is asked about."""
    sides = (node.left, node.right)
    return isinstance(node.op, ast.BitOr) and all(
        (isinstance(each, ast.BinOp) and _is_type(each))
        or isinstance(each, ast.Subscript)
        or (isinstance(each, ast.Constant) and each.value is None)
        or (isinstance(each, ast.Name) and (each.id[:1].isupper() or each.id in _BUILTIN_TYPES))
        for each in sides
    )


_BUILTIN_TYPES: Final = {"bool", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"}
