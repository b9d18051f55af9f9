"""Which motions the sweep finds, and how little of the ledger it reads for that."""

from __future__ import annotations

import json
from itertools import product

import pytest

from govbot.core.governance import Governance
from govbot.gh import Connection, read_motions, read_overview, write_lists
from govbot.sandbox.server import Running
from govbot.sandbox.world import World

LEDGER = "governance-ledger"
OVER = "over.json"


def is_open(text: str) -> bool:
    return text.endswith("open\n")


def motion(number: int, *, goes_on: bool) -> dict[str, str | bytes | None]:
    last = "open\n" if goes_on else "over\n"
    return {f"motions/{number}.jsonl": f"{number} " + 5_000 * "." + last}


def sweep(
    connection: Connection, *, remembers: bool = True, but_first: World | None = None
) -> tuple[int, ...]:
    """Sweep; `but_first` is a world where somebody appends while the texts are being looked at."""

    def look(text: str) -> bool:
        if but_first is not None:
            but_first.push_to(LEDGER, {"rfcs/99.jsonl": f"{but_first.now}\n"})
        return is_open(text)

    overview = read_overview(connection, Governance())
    motions = read_motions(connection, overview.branch, look)
    if remembers and motions.to_list is not None:
        lists = {OVER: motions.to_list}
        write_lists(connection, Governance(), overview.head, lists, "List what is at rest")
    return tuple(sorted(motions.found))


def listed(world: World) -> str | None:
    found = world.git_of(world.repository()).file(LEDGER, OVER)
    return None if found is None else found.decode()


def names(sandbox: Running, since: int) -> list[str]:
    return [", ".join(each.operations) for each in sandbox.requests[since:]]


@pytest.fixture
def many(world: World) -> World:
    """200 motions that are over, and three that are not."""
    files: dict[str, str | bytes | None] = {}
    for number in range(1, 201):
        files |= motion(number, goes_on=False)
    for number in (50, 201, 300):
        files |= motion(number, goes_on=True)
    world.push_to(LEDGER, files)
    return world


def test_of_two_hundred_motions_only_those_that_may_be_open_are_read_once_the_rest_is_listed(
    many: World, sandbox: Running, connection: Connection
) -> None:
    assert sweep(connection) == (50, 201, 300)
    first = len(sandbox.requests)
    assert names(sandbox, 0) == ["Sweep", *["Blobs"] * 9, "Append"]
    sizes: list[int] = []
    ask = connection._ask

    def measure(*asked: object) -> object:
        answer = ask(*asked)  # type: ignore[arg-type]  # handed on as it came
        sizes.append(len(json.dumps(answer)))
        return answer

    connection._ask = measure  # type: ignore[method-assign, assignment]  # to count what comes in
    assert sweep(connection) == (50, 201, 300)
    assert names(sandbox, first) == ["Sweep", "Blobs"]
    assert sum(sizes) < 60_000


def test_who_only_plans_writes_no_list(
    many: World, sandbox: Running, connection: Connection
) -> None:
    assert sweep(connection, remembers=False) == (50, 201, 300)
    assert "Append" not in names(sandbox, 0)
    assert listed(many) is None


def test_a_motion_that_goes_on_is_found_though_it_was_listed_as_over(
    many: World, connection: Connection
) -> None:
    sweep(connection)
    many.push_to(LEDGER, motion(7, goes_on=True))
    assert sweep(connection) == (7, 50, 201, 300)
    many.push_to(LEDGER, motion(50, goes_on=False))
    assert sweep(connection) == (7, 201, 300)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no list",
        "[]",
        "7",
        "{}",
        '{"rule": 1}',
        '{"rule": 1, "motions": ["50"]}',
        '{"rule": 1, "motions": {"fifty": "x"}}',
        '{"rule": 1, "motions": {"50": null, "201": 7}}',
        '{"rule": 2, "motions": {}}',
    ],
)
def test_a_list_that_makes_no_sense_hides_nothing_and_is_written_anew(
    many: World, connection: Connection, text: str
) -> None:
    many.push_to(LEDGER, {OVER: text})
    assert sweep(connection) == (50, 201, 300)
    assert len(json.loads(listed(many) or "")["motions"]) == 199


def test_a_list_by_another_rule_says_nothing(many: World, connection: Connection) -> None:
    sweep(connection)
    good = json.loads(listed(many) or "")
    blob = many.git_of(many.repository()).files(
        many.git_of(many.repository()).branch(LEDGER) or ""
    )["motions/50.jsonl"][1]
    good["motions"]["50"] = blob
    many.push_to(LEDGER, {OVER: json.dumps(good)})
    assert sweep(connection, remembers=False) == (201, 300)
    many.push_to(LEDGER, {OVER: json.dumps(good | {"rule": 0})})
    assert sweep(connection) == (50, 201, 300)


STEPS = ("over", "open", "sweep", "late sweep", "first list", "no list")
"""What may come about: records, sweeps, and the list that a run leaves that died, was late or is older."""


@pytest.mark.parametrize("first", STEPS)
def test_an_open_motion_is_never_missed_whatever_list_is_left(
    world: World, connection: Connection, first: str
) -> None:
    for rest in product(STEPS, repeat=3):
        if "over" not in (first, *rest):
            continue  # nothing is ever listed
        world.advance(hours=1)  # a token may make content so often in an hour
        world.push_to(LEDGER, {"README.md": "The ledger.\n"}, replace=world_main(world))
        goes_on = False
        lists: list[str] = []
        for step in (first, *rest, "sweep", "sweep"):
            found: tuple[int, ...] | None = None
            match step:
                case "over" | "open":
                    goes_on = step == "open"
                    world.push_to(LEDGER, motion(7, goes_on=goes_on))
                case "sweep":
                    found = sweep(connection)
                case "late sweep":
                    found = sweep(connection, but_first=world)
                case _:
                    old = lists[0] if lists and step == "first list" else None
                    if old is not None or listed(world) is not None:
                        world.push_to(LEDGER, {OVER: old})
            if found is not None:
                assert found == ((7,) if goes_on else ()), (first, *rest)
            lists += [each for each in [listed(world)] if each is not None]


def world_main(world: World) -> str:
    """The head of the default branch, to begin the ledger anew from."""
    return world.git_of(world.repository()).branch("main") or ""
