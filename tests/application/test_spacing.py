"""Chinese and Latin side by side."""

import pytest

from kiosk.application.spacing import joined


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("由", "Lakeside Motors Ltd.", "把合计"), "由 Lakeside Motors Ltd. 把合计"),
        (("看 ", "8", " 秒"), "看 8 秒"),
        (("看", "8", "秒"), "看 8 秒"),
        (("由", "湖畔汽车", "负责"), "由湖畔汽车负责"),
        (("联系：", "a@b.example", "。"), "联系：a@b.example。"),
        (("（", "cn", "）"), "（cn）"),
        (("共 ", "5", "%"), "共 5%"),
        (("Ltd.", " asks"), "Ltd. asks"),
        (("用", "𬭊", "字"), "用𬭊字"),
        (("由", "", "把"), "由把"),
        (("by ", "Lakeside Motors Ltd.", ". Next"), "by Lakeside Motors Ltd. Next"),
        (("wait ", "a while.", "... on"), "wait a while.... on"),
        (("由", "(Lakeside)", "把"), "由 (Lakeside) 把"),
        ((), ""),
    ],
)
def test_a_space_stands_where_they_meet_and_nowhere_else(
    parts: tuple[str, ...], whole: str
) -> None:
    assert joined(parts) == whole


def test_the_inside_of_a_part_is_left_alone() -> None:
    assert joined(["上海市湖畔路1号", "A座"]) == "上海市湖畔路1号 A座"
