"""The packages without which the backend must not run, and their check at startup.

A dependency that is missing or broken ends the process with exit code 1, the error
and the command that repairs it. There is no fallback and no degraded mode.
"""

import importlib
import sys
from typing import NamedTuple

LINE = "=" * 70


class Dependency(NamedTuple):
    label: str
    """What the banner calls it."""

    package: str
    """What `poetry add` and `poetry run pip` call it."""

    module: str
    """What Python imports. The import is the check, so it must reach the code that is used."""


CRITICAL = (
    Dependency("sentence-transformers", "sentence-transformers", "sentence_transformers"),
    Dependency("asyncpg (PostgreSQL driver)", "asyncpg", "asyncpg"),
    Dependency("pgvector", "pgvector", "pgvector.sqlalchemy"),
    Dependency("anthropic", "anthropic", "anthropic"),
)


def validate_dependencies() -> None:
    """Import every critical dependency; print the banner, or say what is broken and exit."""
    say(LINE, "VALIDATING CRITICAL DEPENDENCIES", LINE)
    broken = [failure for dependency in CRITICAL if (failure := check(dependency))]
    if broken:
        report(broken)
        sys.exit(1)
    say(LINE, "ALL CRITICAL DEPENDENCIES VALIDATED ✓", LINE)


def check(dependency: Dependency) -> tuple[Dependency, Exception] | None:
    # Any exception counts: a package can be installed and still fail at import,
    # as sentence-transformers does beside an incompatible huggingface_hub.
    try:
        importlib.import_module(dependency.module)
    except Exception as error:
        say(f"✗ {dependency.label}: FAILED")
        return dependency, error
    say(f"✓ {dependency.label}: OK")
    return None


def report(broken: list[tuple[Dependency, Exception]]) -> None:
    say(LINE, "STARTUP ABORTED: CRITICAL DEPENDENCIES ARE BROKEN", LINE)
    for dependency, error in broken:
        say(
            dependency.label,
            f"  error: {type(error).__name__}: {error}",
            "  fix:   poetry install",
            "         or, when it is installed and broken:",
            f"         poetry run pip uninstall -y {dependency.package} && poetry install",
        )
    say(LINE, "The service was NOT started.", LINE)


def say(*lines: str) -> None:
    # Flushed at once: a banner that waits in a buffer cannot be seen by whoever waits for it.
    print(*lines, sep="\n", flush=True)
