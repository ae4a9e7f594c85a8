"""Examples for the schema: answers about the sample newspaper."""

import json
from pathlib import Path

_examples = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
EXAMPLES = _examples["resources"]
PROBLEMS = {problem["status"]: problem for problem in _examples["problems"]}
