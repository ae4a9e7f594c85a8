"""How much two texts speak of the same things, by the rare runs of characters they share."""

import re
from collections import Counter

CHINESE_RUN = re.compile(r"[㐀-鿿〇A-Za-z0-9]{3,}")
CAP = 2000  # characters of a paragraph that are compared


def runs(text: str) -> frozenset[str]:
    """All runs of three characters inside words and clauses."""
    return frozenset(
        part[i : i + 3] for part in CHINESE_RUN.findall(text[:CAP]) for i in range(len(part) - 2)
    )


class Likeness:
    """Compares texts of one page: a run that only two paragraphs hold says most."""

    def __init__(self, texts):
        self.runs = {text: runs(text) for text in texts}
        self.holders = Counter(run for found in self.runs.values() for run in found)

    def __call__(self, one: str, other: str) -> float:
        shared = self.runs_of(one) & self.runs_of(other)
        return sum(2 / max(2, self.holders[run]) for run in shared)

    def runs_of(self, text: str) -> frozenset[str]:
        return self.runs.get(text) or runs(text)
