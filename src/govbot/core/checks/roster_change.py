"""What a change of the files means for the rosters, and which limits it breaks or mends.

change = roster_change(before, after, today)
change.difference.bodies[0].members     # who joins, who leaves, which seat, until when
change.new                              # findings of `govbot check` that were not there before
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from govbot.core.checks import check_repository
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from govbot.core.layout import BODIES_FOLDER, PEOPLE_FILE
from govbot.core.rosters.comparison import Difference, compare

__all__ = ["RosterChange", "roster_change", "touches_rosters"]


@dataclass(frozen=True, slots=True)
class RosterChange:
    """A difference in words, and what the checks of people and bodies say anew.

    `new` are findings that were not there before, `mended` those that are gone, errors first; notices
    are in neither.
    """

    difference: Difference
    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing changes for the rosters."""
        return self.difference.is_empty and not self.new and not self.mended


def roster_change(before: Governance, after: Governance, today: date) -> RosterChange:
    """Return what `after` means for the rosters, against `before`, as seen on `today` (UTC)."""
    old, new = (tuple(_findings(each, today)) for each in (before, after))
    return RosterChange(
        compare(before, after, today),
        new=tuple(_beyond(new, old)),
        mended=tuple(_beyond(old, new)),
    )


def touches_rosters(paths: Iterable[str]) -> bool:
    """Say whether one of these files says who people are or who serves."""
    return any(path == PEOPLE_FILE or path.startswith(f"{BODIES_FOLDER}/") for path in paths)


def _findings(governance: Governance, today: date) -> Iterator[Finding]:
    for each in check_repository(governance, (), today):
        if each.level is not Level.NOTICE and touches_rosters([each.file]):
            yield each


def _beyond(findings: Iterable[Finding], known: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings beyond those that are known: as often as there are more of one."""
    left = Counter(map(_gist, known))
    for each in sorted(findings, key=lambda each: each.level is not Level.ERROR):
        if left[_gist(each)]:
            left[_gist(each)] -= 1
        else:
            yield each


def _gist(finding: Finding) -> tuple[str, str, str]:
    return finding.id, finding.file, finding.message
