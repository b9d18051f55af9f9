"""The people: the files are in order, and everybody is known by a numeric id that is theirs."""

from __future__ import annotations

from govbot.core.doctor.frame import Diagnosis, could_not_see, missing, not_needed, right
from govbot.core.doctor.installation import Installation
from govbot.core.findings import Level
from govbot.core.layout import PEOPLE_FILE

__all__ = ["everybody_known", "files_in_order"]


def files_in_order(seen: Installation) -> Diagnosis:
    """`govbot check` finds no error in the governance files."""
    errors = [each for each in seen.findings if each.level is Level.ERROR]
    if not errors:
        return right("`govbot check` finds no error.")
    first = errors[0]
    where = ":".join(str(part) for part in (first.file, first.line) if part is not None)
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    return missing(f"{first.message.rstrip('.')}{more}.", "`govbot check` says all of it.", where)


def everybody_known(seen: Installation) -> Diagnosis:
    """Everybody in people.yaml has the numeric id of the account that bears their login."""
    people = seen.governance.people.people
    found = seen.people
    if not people:
        return not_needed("Nobody is listed in people.yaml.")
    where = str(seen.places(PEOPLE_FILE, ()))
    if found.problems:
        more = f" ({len(found.problems) - 1} more)" if len(found.problems) > 1 else ""
        says = f"{found.problems[0]}{more}"
        return missing(says, f"Mend {PEOPLE_FILE}; `govbot roster pin` says all.", where)
    if found.to_do:
        more = f", and {len(found.to_do) - 1} more" if len(found.to_do) > 1 else ""
        says = f"Not in {PEOPLE_FILE} yet: {found.to_do[0]}{more}."
        return missing(says, "Run `govbot roster pin`, which writes it.", where)
    unknown = [at for at, each in enumerate(people) if each.id is None]
    if found.unseen is not None and unknown:
        login = people[unknown[0]].github
        says = f"{len(unknown)} of {len(people)} have no numeric id, such as {login}."
        where = str(seen.places(PEOPLE_FILE, (unknown[0],)))
        return missing(says, "Run `govbot roster pin`, which looks them up.", where)
    if found.unseen is not None:
        return could_not_see(found.unseen, where)
    return right(f"All {len(people)} are known by the id of their account.")
