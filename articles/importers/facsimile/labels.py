"""Which page is which: by what it prints, else by its file's name, else by its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.importers.facsimile.guard import PageRead
from articles.importers.facsimile.header import Header, label_in_name
from articles.importers.readers.dump.furniture import page_key
from articles.importers.records import Problem, problem

FIRST = "01"  # when neither paper nor pages say how labels are written


@dataclass(frozen=True)
class Named:
    page: PageRead
    header: Header
    label: str  # "" while it is sought


def labelled(
    pages: Sequence[PageRead], headers: Sequence[Header], first_label: str = ""
) -> tuple[list[Named], list[Problem]]:
    """The pages in the order of their labels, each label once."""
    alone = {page.path for page in pages} - {page.path for page in pages if page.position > 1}
    problems, found = [], []
    for page, header in zip(pages, headers, strict=True):
        by_name = _written(label_in_name(page.name), first_label) if page.path in alone else ""
        printed = _written(header.label, first_label)
        if printed and by_name and page_key(printed)[1] != page_key(by_name)[1]:
            problems.append(problem("label-differs", printed, "", printed=printed, name=page.name))
        found.append(Named(page, header, printed or by_name))
    found, doubled = _each_once(_with_front(found, first_label))
    found, asked = _filled(found, first_label)
    return sorted(found, key=lambda one: page_key(one.label)), problems + doubled + asked


def _written(label: str, first_label: str) -> str:
    """A label as the paper writes them: 2 and 二 are A02 where the first page is A01."""
    if not label:
        return ""
    letters, number = page_key(label)
    if not 0 < number < 1000:
        return ""
    return f"{letters or _letters(first_label)}{number:0{_digits(first_label)}}"


def _with_front(found: list[Named], first_label: str) -> list[Named]:
    """Front pages rarely print that they are page 1, but the whole masthead."""
    labels = sorted((one.label for one in found if one.label), key=page_key)
    first = _moved(labels[0], 1 - page_key(labels[0])[1]) if labels else first_label or FIRST
    fronts = [at for at, one in enumerate(found) if not one.label and one.header.is_front]
    if len(fronts) != 1 or first in labels:
        return found
    return [replace(one, label=first) if at in fronts else one for at, one in enumerate(found)]


def _each_once(found: list[Named]) -> tuple[list[Named], list[Problem]]:
    """The second page to claim a label loses it, and is told where it goes in the end."""
    taken, kept, problems = {one.label for one in found}, [], []
    claimed = set()
    for one in found:
        if one.label and one.label in claimed:
            free = _next_free(one.label, taken)
            problems.append(_asked("label-taken", one.page, free, printed=one.label))
            one = replace(one, label=free)
            taken.add(free)
        claimed.add(one.label)
        kept.append(one)
    return kept, problems


def _filled(found: list[Named], first_label: str) -> tuple[list[Named], list[Problem]]:
    """Pages without a label get that of their place between the others.

    Nobody is asked of a page that both neighbours leave room for, nor of one before page 2.
    """
    filled, problems = [], []
    taken = {one.label for one in found}
    for place, one in enumerate(found):
        if not one.label:
            before = filled[-1].label if filled else ""
            after = found[place + 1].label if place + 1 < len(found) else ""
            label, sure = _between(before, after, first_label)
            if label in taken:
                label, sure = _next_free(label, taken), False
            if not sure:
                problems.append(_asked("label-asked", one.page, label))
            one = replace(one, label=label)
            taken.add(label)
        filled.append(one)
    return filled, problems


def _between(before: str, after: str, first_label: str) -> tuple[str, bool]:
    """The label between two, and whether these leave room for just that one."""
    if before:
        label = _moved(before, 1)
        return label, bool(after) and _moved(label, 1) == after
    if after and page_key(after)[1] > 1:
        return _moved(after, -1), page_key(after)[1] == 2
    return first_label or FIRST, False


def _asked(code: str, page: PageRead, label: str, **params) -> Problem:
    says = {"position": page.position, "name": page.name, "label": label}
    return problem(code, label, "", **says, **params)


def _next_free(label: str, taken: set[str]) -> str:
    while label in taken:
        label = _moved(label, 1)
    return label


def _moved(label: str, by: int) -> str:
    letters, number = page_key(label)
    return f"{letters}{number + by:0{len(label) - len(letters)}}"


def _letters(label: str) -> str:
    return re.match(r"[A-Z]*", label)[0]


def _digits(label: str) -> int:
    return len(label) - len(_letters(label)) or 2
