"""What makes the kiosk the desktop of its account, against the published schema's names."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

WINDOWS = Path(__file__).parents[3] / "packaging" / "windows"

DEFAULT = "http://schemas.microsoft.com/ShellLauncher/2018/Configuration"
SECOND = "http://schemas.microsoft.com/ShellLauncher/2019/Configuration"

# Of each element its attributes and what may stand in it, as the schema has them.
SCHEMA = {
    "ShellLauncherConfiguration": (set(), {"Profiles", "Configs"}),
    "Profiles": (set(), {"DefaultProfile", "Profile"}),
    "DefaultProfile": (set(), {"Shell"}),
    "Shell": (
        {"Shell", f"{{{SECOND}}}AppType", f"{{{SECOND}}}AllAppsFullScreen"},
        {"ReturnCodeActions", "DefaultAction"},
    ),
    "ReturnCodeActions": (set(), {"ReturnCodeAction"}),
    "ReturnCodeAction": ({"ReturnCode", "Action"}, set()),
    "DefaultAction": ({"Action"}, set()),
    "Configs": (set(), {"Config"}),
    "Config": (set(), {"Account", "Profile"}),
    "Account": ({"Name", "Sid"}, set()),
}
PROFILE_OF = {"Profiles": ({"Id", "Name"}, {"Shell"}), "Config": ({"Id"}, set())}
ACTIONS = {"RestartShell", "RestartDevice", "ShutdownDevice", "DoNothing"}


@pytest.fixture(scope="module")
def root() -> ElementTree.Element:
    return ElementTree.parse(WINDOWS / "ShellLauncher.xml").getroot()


def test_it_has_nothing_that_the_schema_has_not(root: ElementTree.Element) -> None:
    _check(root, "")


def test_every_account_gets_a_profile_that_is_there(root: ElementTree.Element) -> None:
    there = {each.get("Id") for each in root.findall(f"{{{DEFAULT}}}Profiles/{{{DEFAULT}}}Profile")}
    used = {each.get("Id") for each in root.findall(f".//{{{DEFAULT}}}Config/{{{DEFAULT}}}Profile")}
    assert used == there
    for name in used:
        assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", name or "")


def test_only_the_kiosks_account_gets_the_kiosk_and_it_always_comes_back(
    root: ElementTree.Element,
) -> None:
    accounts = [each.get("Name") for each in root.iter(f"{{{DEFAULT}}}Account")]
    installs = (WINDOWS / "install.ps1").read_text(encoding="utf-8")
    assert accounts == re.findall(r'\$Account = "(\w+)"', installs)
    default, kiosk = [each.get("Shell", "") for each in root.iter(f"{{{DEFAULT}}}Shell")]
    assert default.endswith("explorer.exe")
    assert kiosk == '"%ProgramFiles%\\AskFirst\\askfirst.exe" run'
    actions = [each.get("Action") for each in root.iter(f"{{{DEFAULT}}}DefaultAction")]
    assert actions == ["RestartShell"]


def _check(element: ElementTree.Element, parent: str) -> None:
    name = element.tag.removeprefix(f"{{{DEFAULT}}}")
    attributes, children = PROFILE_OF[parent] if name == "Profile" else SCHEMA[name]
    assert set(element.attrib) <= attributes, name
    assert element.get("Action", "RestartShell") in ACTIONS
    for child in element:
        assert child.tag.removeprefix(f"{{{DEFAULT}}}") in children, f"{child.tag} in {name}"
        _check(child, name)
