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


def unanswered(planned: Plan, despite: Collection[str]) -> tuple[str, ...]:
    """The blocks that still stand: not named, or such that nothing is filed whoever names them."""
    final = {left_out.reason for left_out in planned.not_filed}
    return tuple(code for code in _standing(planned) if code not in despite or code in final)


def check_blocks(planned: Plan, despite: Collection[str]) -> None:
    """Each code named must stand in the plan; a misspelt one must not be ignored.

    One that holds back no filing, as the 1949 rule does not hold back its enquiry, may be named too.
    """
    standing = _standing(planned)
    wrong = [code for code in despite if code not in standing]
    if wrong:
        known = ", ".join(sorted(standing)) or "none"
        raise BadInput(
            Problem("--despite", f"{code} stands against nothing here; {_meant(code, standing, known)}")
            for code in wrong
        )


def _standing(planned: Plan) -> dict[str, None]:
    return dict.fromkeys(one.code for one in planned.advisories if one.severity == "block")


def _meant(code: str, standing: Collection[str], known: str) -> str:
    close = nearest(code, standing)
    return f"did you mean {close}?" if close else f"what does: {known}"
