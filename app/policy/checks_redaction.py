"""The redaction policy's own findings about itself, and its rules against their examples."""

from app.policy.problems import Fault, Faults
from app.redaction.policy import RedactionPolicy, find_problems


def check_redaction(policy: RedactionPolicy) -> Faults:
    """Every reference, action and pattern that cannot work; patterns within their cost."""
    for problem in find_problems(policy):
        what, _, cure = problem.what.partition("; ")
        yield Fault(problem.path, what, cure or "correct it")


def try_redaction_examples(policy: RedactionPolicy) -> Faults:
    """Placeholder until the engine lands."""
    yield from ()
