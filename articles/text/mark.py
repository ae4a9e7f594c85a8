"""Mark: a place in a text that a reader of proofs would mark."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """Characters start to end of a block: `kind` says what is wrong, with `told` to say it.

    `instead` is what should stand there; None when a person has to think.
    """

    start: int
    end: int
    kind: str
    instead: str | None = None
    told: dict = field(default_factory=dict, compare=False)
