"""Why a filing cannot be sent, and which blocks somebody may send it despite."""

from collections.abc import Collection

from prenotify.domain.plan import Filing, Plan
from prenotify.domain.problems import BadInput, Problem, nearest


def why_not_sent(filing: Filing, despite: Collection[str]) -> list[str]:
    """Why a filing cannot be sent, whoever wants it."""
    reasons = []
    unanswered = [code for code in filing.blocks if code not in despite]
    if unanswered:
        reasons.append(f"held back by {', '.join(unanswered)}")
    missing = [one.path for one in filing.missing if one.required]
    if missing:
        reasons.append(f"missing: {', '.join(missing)}")
    if not filing.recipient.email:
        reasons.append(f"no e-mail address of {filing.recipient.organisation} is known")
    return reasons


def check_blocks(planned: Plan, despite: Collection[str]) -> None:
    """Each code named must stand in the plan; a misspelt one must not be ignored.

    One that holds back no filing, as the 1949 rule does not hold back its enquiry, may be named too.
    """
    standing = {advisory.code for advisory in planned.advisories if advisory.severity == "block"}
    wrong = [code for code in despite if code not in standing]
    if wrong:
        known = ", ".join(sorted(standing)) or "none"
        raise BadInput(
            Problem("--despite", f"{code} stands against nothing here; {_meant(code, standing, known)}")
            for code in wrong
        )


def _meant(code: str, standing: Collection[str], known: str) -> str:
    close = nearest(code, standing)
    return f"did you mean {close}?" if close else f"what does: {known}"
