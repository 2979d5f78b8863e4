"""What is looked up is recorded, whether it is there or not."""

from __future__ import annotations

import pytest

from onrecord.looks import Looked, Looks


def test_each_thing_that_is_asked_for_is_recorded_also_one_that_is_not_there() -> None:
    looks = Looks()
    ships = Looked("ship", {"tug": 1}, looks, {"ferry": 2}.get)
    assert (ships["tug"], ships.get("ferry"), "barge" in ships, ships.get("raft", 0)) == (1, 2, False, 0)
    assert looks.seen == {"ship:tug", "ship:ferry", "ship:barge", "ship:raft"}
    with pytest.raises(KeyError):
        ships["canoe"]
    assert "ship:canoe" in looks.seen


def test_where_nothing_is_named_nothing_is_recorded() -> None:
    looks = Looks()
    assert Looked("ship", {}, looks, {"": 1}.get).get("") is None
    assert looks.seen == set()


def test_whoever_goes_through_things_goes_through_its_own_and_depends_on_which_there_are() -> None:
    looks = Looks()
    ships = Looked("ship", {"tug": 1}, looks, {"ferry": 2}.get)
    assert (list(ships), len(ships)) == (["tug"], 1)
    assert looks.seen == {"all:ship"}


def test_what_is_made_once_is_depended_on_by_what_it_is() -> None:
    looks = Looks()
    ships = Looked("ship", {"tug": 1}, looks)
    assert [looks.once("fleet", lambda: ships["tug"]) for _ in range(2)] == [1, 1]
    assert looks.seen == {"fleet"}
    assert looks.digest_of("fleet")
    assert looks.digest_of("navy") is None


@pytest.mark.parametrize("way", ["shared", "again"])
def test_whoever_is_told_what_was_made_before_depends_on_what_it_was_made_from(way: str) -> None:
    looks, other, known = Looks(), Looks(), dict[object, tuple[object, set[str]]]()
    ships = Looked("ship", {"tug": 1}, looks)
    made: list[int] = []

    def make() -> int:
        made.append(ships["tug"])
        return ships["tug"]

    for each in (looks, looks) if way == "shared" else (looks, other):
        each.seen = {"ship:raft"}
        assert (each.shared("fleet", make) if way == "shared" else each.again(known, "fleet", make)) == 1
        assert each.seen == {"ship:raft", "ship:tug"}
    assert made == [1]
