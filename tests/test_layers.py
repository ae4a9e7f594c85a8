"""Imports flow one way: the table of ranks, enforced by reading the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RANKS = {
    "text": 0,
    "search": 0,
    "models": 1,
    "importers": 2,
    "exporters": 2,
    "filters": 2,
    "forms": 3,
    "sample": 3,
    "views": 4,
    "api": 4,
    "admin": 4,
    "management": 4,
    "tasks": 4,
    "feeds": 4,
    "sitemaps": 4,
    "templatetags": 4,
    "urls": 5,
}
OUTSIDE = {"apps", "checks", "middleware", "migrations", "__init__"}
# The two rank-0 parts and the rank-4 faces do not know each other, with one exception each way.
NEIGHBOURS = {("search", "text"), ("models", "search"), ("admin", "forms")}
FILES = sorted((ROOT / "articles").rglob("*.py"))


def part_of(path):
    first = path.relative_to(ROOT / "articles").parts[0]
    return first.removesuffix(".py")


def imported_parts(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "articles":
                names = [f"articles.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from names


def problems_of(path):
    mine = part_of(path)
    for name in imported_parts(path):
        package, _dot, rest = name.partition(".")
        if package in {"newsroom", "tests", "benchmarks"}:
            yield f"{path}: imports {name}"
        theirs = rest.partition(".")[0]
        if package != "articles" or mine in OUTSIDE or theirs in {mine, ""}:
            continue
        if RANKS[theirs] >= RANKS[mine] and (mine, theirs) not in NEIGHBOURS:
            yield f"{path}: {mine} imports {theirs}"


def relative_imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{path}: relative import in line {node.lineno}"


def test_imports_flow_one_way():
    assert not [problem for path in FILES for problem in problems_of(path)]


def test_imports_are_absolute():
    assert not [problem for path in FILES for problem in relative_imports(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_module_has_a_rank_or_stands_outside(path):
    assert part_of(path) in RANKS.keys() | OUTSIDE


def test_only_words_knows_jieba():
    users = [
        path for path in FILES if any(n.split(".")[0] == "jieba" for n in imported_parts(path))
    ]
    assert {path.name for path in users} <= {"words.py"}


def test_only_spelling_knows_pypinyin():
    users = [
        path for path in FILES if any(n.split(".")[0] == "pypinyin" for n in imported_parts(path))
    ]
    assert {path.name for path in users} <= {"spelling.py"}
