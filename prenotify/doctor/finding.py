"""What was found about one part of a deployment."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["good", "look", "bad"]
"""good: works. look: works, and wants attention. bad: mail or pages fail until it is mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    verdict: Verdict
    part: str
    says: str
    cure: str = ""
    """What to do; empty where nothing is."""

    def __str__(self) -> str:
        cure = f"; {self.cure}" if self.cure else ""
        return f"{self.verdict}  {self.part}: {self.says}{cure}"
