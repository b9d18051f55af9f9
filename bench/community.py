"""A large community in a folder, the same every time: what `govbot check` is measured on.

python -m bench.community FOLDER                          1,000 people, 100 bodies, 1,000 RFCs
python -m bench.community FOLDER --people 2000 --bodies 200 --rfcs 2000
"""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["write_community"]

SEATS = 7
STAGGERED = 3
PARAGRAPH = (
    "The community has grown, and what a few people kept in their heads has to be written where "
    "anybody can read it, change it by a pull request, and see later why it was changed.\n"
)


def write_community(
    folder: Path, *, people: int = 1_000, bodies: int = 100, rfcs: int = 1_000
) -> None:
    """Write `governance/` and `rfcs/` into `folder`. No check finds an error in them."""
    bodies_folder = folder / "governance" / "bodies"
    bodies_folder.mkdir(parents=True, exist_ok=True)
    (folder / "rfcs").mkdir(exist_ok=True)
    (folder / "governance" / "govbot.yaml").write_text("maintainers: [core-team]\n")
    (folder / "governance" / "people.yaml").write_text("".join(map(_person, range(people))))
    for number in range(bodies):
        slug = {0: "council", 1: "core-team"}.get(number, f"wg-{number}")
        (bodies_folder / f"{slug}.yaml").write_text(_body(number, people))
    for number in range(1, rfcs + 1):
        (folder / "rfcs" / f"{number:04d}-proposal-{number}.md").write_text(_rfc(number, people))


def _login(number: int) -> str:
    return f"person-{number}"


def _person(number: int) -> str:
    return (
        f"- github: {_login(number)}\n"
        f"  id: {1_000 + number}\n"
        f"  name: Person Number {number}\n"
        f"  affiliations:\n"
        f"    - {{name: Company {number % 40}, start: 2024-01-01}}\n"
        f"  former_logins: [old-{number}]\n"
    )


def _body(number: int, people: int) -> str:
    """Return a body with a history and every limit there is; the council and the core team exclude others."""
    members = "".join(
        f"  - github: {_login((number * SEATS + seat) % people)}\n"
        f"    seat: {seat + 1}\n"
        f"    terms:\n"
        f"      - {{start: 2024-07-01, end: 2024-12-31, by: election}}\n"
        f"      - {{start: 2025-01-01, end: 2025-06-30, by: election}}\n"
        f"      - {{start: 2025-07-01, end: 2099-{'06-30' if seat < STAGGERED else '12-31'}}}\n"
        for seat in range(SEATS)
    )
    kind = {0: "council", 1: "core"}.get(number, "working-group")
    excludes = "council" if number > 1 else "wg-2"
    return (
        f"name: Body {number}\n"
        f"kind: {kind}\n"
        f"seats:\n"
        f"  count: {SEATS}\n"
        f"  minimum: 3\n"
        f"  reserved: [{{seat: 1, for: founder}}]\n"
        f"  classes: {{a: [1, 2, 3], b: [4, 5, 6, 7]}}\n"
        f"  groups: {{users: [1, 2], vendors: [3, 4]}}\n"
        f"term: {{max_consecutive: 3, max_lifetime: 6, cooldown: 6 months, counts: always}}\n"
        f"limits:\n"
        f"  per_affiliation: 1/3\n"
        f"  incompatible: [{excludes}]\n"
        f"  represented: [{{groups: [users, vendors]}}]\n"
        f"members:\n{members}"
    )


def _rfc(number: int, people: int) -> str:
    requires = f"requires: [{number - 1}]\n" if number > 1 else ""
    sections = "".join(
        f"## {title}\n\n{PARAGRAPH * 3}\n- one thing\n- another thing\n\n"
        for title in ("Summary", "Motivation", "Proposal", "Alternatives")
    )
    return (
        f"---\n"
        f"title: Proposal number {number}\n"
        f"authors: [{_login(number % people)}]\n"
        f"champion: {_login((number + 1) % people)}\n"
        f"created: 2026-01-01\n"
        f"{requires}---\n\n{sections}"
    )


def main() -> None:
    """Read the command line and write the community."""
    parser = argparse.ArgumentParser(description="Write a large community into a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--bodies", type=int, default=100)
    parser.add_argument("--rfcs", type=int, default=1_000)
    options = parser.parse_args()
    write_community(options.folder, people=options.people, bodies=options.bodies, rfcs=options.rfcs)


if __name__ == "__main__":
    main()
