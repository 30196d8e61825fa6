"""What bootstrap makes of settings and of the files that come with the program."""

import re
from pathlib import Path

from kiosk.adapters.camera.source import SourceKind, SourceSpec
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts
from kiosk.bootstrap.place import accuracy_of, place_of


def test_the_demo_says_it_is_one_and_takes_its_photograph() -> None:
    settings = parts.load_settings(Path("nowhere"), demo=True)
    spec = SourceSpec.parse(parts.source_of(settings))

    place = place_of(settings, spec)

    assert place.demo
    assert not place.webcam
    assert spec.kind is SourceKind.PHOTOGRAPH
    assert spec.path.is_file()
    assert place.name == "ASKFIRST · North Door"
    assert place.name_in("zh_CN") == "先问 · 北门"


def test_the_demos_records_lie_apart_from_the_shops(tmp_path: Path) -> None:
    assert parts.records_file(tmp_path, demo=True).parent != tmp_path
    assert parts.records_file(tmp_path, demo=False).parent == tmp_path


def test_what_the_screen_says_of_the_estimate_is_what_the_model_card_says() -> None:
    found = accuracy_of(parts.models_folder())

    assert found is not None
    card = (shipped("assets").parent / "docs" / "model-card.md").read_text(encoding="utf-8")
    told = re.search(r"mean absolute error, years \| ([\d.]+)", card)
    right = re.search(r"gender right, always answering \| ([\d.]+)%", card)
    old = re.search(r"^\| 65\+ \|[^|]*\|[^|]*\| -([\d.]+)", card, re.MULTILINE)
    young = re.search(r"^\| 14-17 \|[^|]*\|[^|]*\| \+([\d.]+)", card, re.MULTILINE)
    people = re.search(r"labelled 14 or older, n = (\d+)", card)
    group = r"^\| (\w+) ((?:fe)?male) \|(?:[^|]*\|){7} ([\d.]+)%"
    groups = re.findall(group, card, re.MULTILINE)
    assert told and right and old and young and people and groups
    origin, gender, worst = min(groups, key=lambda group: float(group[2]))
    assert (found.people, found.worst) == (int(people[1]), (origin, gender))
    # The card has a digit more, and is rounded itself: 88.5 may be a little more or less.
    for said, measured in (
        (found.gender_right, right[1]),
        (found.years_off, told[1]),
        (found.old_too_young, old[1]),
        (found.young_too_old, young[1]),
        (found.worst_right, worst),
    ):
        assert abs(said - float(measured)) <= 0.5


def test_a_build_without_its_model_card_says_so_instead_of_guessing(tmp_path: Path) -> None:
    assert accuracy_of(tmp_path) is None
    (tmp_path / "model-card.json").write_text("{}", encoding="utf-8")
    assert accuracy_of(tmp_path) is None
