from kiosk.application.doctor import Check, examine, is_well

WELL = Check("clock", True, "it is noon")
WRONG = Check("camera", False, "it is not there", "Plug it in.")


def test_every_probe_is_asked_in_order_whatever_the_others_found() -> None:
    assert examine([lambda: [WRONG, WELL], lambda: [], lambda: [WELL]]) == [WRONG, WELL, WELL]


def test_one_fault_is_enough_to_be_unwell() -> None:
    assert is_well([WELL, WELL])
    assert not is_well([WELL, WRONG])


def test_a_doctor_who_looked_at_nothing_does_not_say_well() -> None:
    assert not is_well([])
