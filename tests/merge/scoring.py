"""The text merge, in the shape in which scorers of merge engines call one.

python score.py --set merges.jsonl.xz --json --py tests/merge/scoring.py:merge
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from app.merge.text import Merged, Segment, merge_text


def merge(base: str, ours: str, theirs: str, lang: str) -> tuple[str, int]:
    """The pieces as JSON, and how many of them are conflicts. Every language is merged alike."""
    pieces = [_piece(segment) for segment in merge_text(base, ours, theirs)]
    conflicts = sum(piece["t"] == "conflict" for piece in pieces)
    return json.dumps({"segments": pieces}), conflicts


def _piece(segment: Segment) -> dict[str, object]:
    if isinstance(segment, Merged):
        return {"t": "clean", "text": segment.text}
    return {
        "t": "conflict",
        "ours": segment.site,
        "base": segment.base,
        "theirs": segment.template,
        "suggestions": [suggestion.text for suggestion in segment.suggestions],
    }
