"""Two notices to show the screens with: a made-up controller's, as long as real ones are.

They are pictures of a notice and no notice: a kiosk shows the one filled from its settings.
"""

from typing import Final

from kiosk.domain.notice import Notice, NoticeCard, NoticeSection

_KEY: Final = bytes(range(7, 231, 7)).hex(" ", 2)

_ENGLISH: Final = Notice(
    language="en",
    title="Before you choose",
    cards=(
        NoticeCard(
            "eye",
            "What we estimate",
            "An age range and a gender, by computer, from your face. It can be wrong; you see it "
            "first.",
        ),
        NoticeCard(
            "clock",
            "How",
            "The camera opens only after your yes, for at most 8 seconds. The picture stays in "
            "memory and is gone.",
        ),
        NoticeCard(
            "house",
            "Why, and where",
            "To plan staff and stock by who visits. Nothing about you is sent. Only a court or "
            "authority may get proof of a yes.",
        ),
        NoticeCard(
            "archive",
            "What is kept",
            "One line: age band, gender, day and hour. For 3 days; then only totals are left, with "
            "a little chance mixed in.",
        ),
        NoticeCard(
            "undo-2",
            "Your way back",
            "Your receipt has a code. With it you can see, correct or delete your line while it "
            "is kept.",
        ),
    ),
    sections=(
        NoticeSection(
            "Who is responsible",
            (
                "Lakeside Motors Ltd., 18 Lakeside Road, Hangzhou. You reach us and our data "
                "protection officer at privacy@lakeside.example.",
            ),
            ("N1",),
        ),
        NoticeSection(
            "What for",
            (
                "One purpose: to know how many people visit this shop, and the share of women and "
                "the ages among them, so that staff and stock fit those who come. Your answer is "
                "used for nothing else.",
            ),
            ("N2", "N6"),
        ),
        NoticeSection(
            "How it works",
            (
                "The camera is closed. Only after your own yes does it open, for at most 8 "
                "seconds. A program in this machine estimates an age range and a gender. It does "
                "not know who you are and does not try to find out.",
                "The pictures are in the memory of one program, which ends with your visit. No "
                "picture is ever written to a disk or sent anywhere.",
                "It is an estimate by a computer and may be wrong. You see it before anything is "
                "saved, and you can correct it.",
            ),
            ("N3", "N4", "N14"),
        ),
        NoticeSection(
            "What is kept, and for how long",
            (
                "One line: age band, gender, day, hour, and whether the camera or you said so. It "
                "is kept for 72 hours after the day ends; then it is deleted. What stays "
                "is totals, with a little chance mixed in, so that nobody can be singled out.",
                "If you walk off without choosing, the estimate is kept after 15 seconds, without "
                "a receipt.",
            ),
            ("N5",),
        ),
        NoticeSection(
            "Your rights",
            (
                "With the code on your receipt you can see, correct and delete your line on this "
                "screen until its last day. Taking your yes back costs nothing and needs no "
                "reason.",
                "A no costs nothing either: same shop, same prices, same service. Or tell us "
                "yourself, without any camera.",
                "You may complain to the authority in charge of personal information where you "
                "live.",
            ),
            ("N7", "N8", "N9", "N11", "N12"),
        ),
        NoticeSection(
            "Children",
            ("We ask nobody under 14. If you are younger, please choose “No, thanks”.",),
            ("N13",),
        ),
        NoticeSection(
            "When this notice changes",
            (
                "You are asked anew at every visit, with the notice of that day. Its number is at "
                "the foot of the screen, and the whole text is public: scan the code to keep it.",
                "What this machine writes down is signed with a key of its own. With the public "
                "half of that key, anyone can check a receipt or the machine’s list. It is "
                f"{_KEY}.",
            ),
            ("N15", "N16", "N17", "N18", "N10"),
        ),
    ),
    controller="Lakeside Motors Ltd.",
    contact="privacy@lakeside.example",
    minimum_age=14,
)

_CHINESE: Final = Notice(
    language="zh_CN",
    title="选择之前，请先了解",
    cards=(
        NoticeCard("eye", "估计什么", "由计算机根据面部估计年龄段和性别。可能有误，结果先给您看。"),
        NoticeCard(
            "clock", "怎么做", "您同意之后摄像头才会打开，最多 8 秒。画面只在内存中，用完即消失。"
        ),
        NoticeCard(
            "house",
            "为什么，存在哪里",
            "合计数字用于安排人手和商品。您的信息不向外发送；只有依法有权的机关或法院，才能取得同意的凭证。",
        ),
        NoticeCard(
            "archive",
            "留下什么",
            "一行记录：年龄段、性别、日期和时段。保存 3 天，之后只剩随机增减过的合计。",
        ),
        NoticeCard(
            "undo-2", "您可以反悔", "回执上有一个代码，凭它可在保存期内查看、更正或删除您的记录。"
        ),
    ),
    sections=(
        NoticeSection(
            "谁负责",
            (
                "个人信息处理者：湖畔汽车销售服务有限公司，杭州市湖畔路 18 号。联系我们及个人信息"
                "保护负责人：privacy@lakeside.example。",
            ),
            ("N1",),
        ),
        NoticeSection(
            "为了什么",
            (
                "只有一个目的：了解本店有多少人来访、其中女性的比例和年龄分布，以便安排人手和商品。"
                "您的回答不作他用。",
            ),
            ("N2", "N6"),
        ),
        NoticeSection(
            "怎么做",
            (
                "摄像头平时是关闭的。只有在您本人同意之后才会打开，最多 8 秒。本机里的程序估计年龄"
                "段和性别，不知道、也不去了解您是谁。",
                "画面只存在于一个程序的内存中，这个程序随您的访问一起结束。画面从不写入磁盘，也从"
                "不向外发送。",
                "这是计算机的估计，可能有误。保存之前您会先看到结果，并可更正。",
            ),
            ("N3", "N4", "N14"),
        ),
        NoticeSection(
            "留下什么，留多久",
            (
                "一行记录：年龄段、性别、日期、时段，以及是摄像头估计的还是您自己说的。当天结束后保存"
                " 72 小时，然后删除。留下来的只有合计，每个数字都随机多一点或少一点。",
                "如果您没有选择就离开，估计结果将在 15 秒后保存，不出具回执。",
            ),
            ("N5",),
        ),
        NoticeSection(
            "您的权利",
            (
                "在保存期内，凭回执上的代码，可在本屏查看、更正和删除您的记录。撤回同意不需要理由，"
                "也不收任何费用。",
                "说“不”同样没有任何影响：同样的店，同样的价格，同样的服务。您也可以不用摄像头，自己"
                "告诉我们。",
                "您可以向所在地履行个人信息保护职责的部门投诉、举报。",
            ),
            ("N7", "N8", "N9", "N11", "N12"),
        ),
        NoticeSection(
            "儿童", ("我们不询问未满 14 周岁的人。如果您未满，请选择“不，谢谢”。",), ("N13",)
        ),
        NoticeSection(
            "本告知书变更时",
            (
                "每次来访都会以当天的告知书重新征求您的同意。告知书编号在屏幕底部，全文公开：扫码即可"
                "保存。",
                "本机写下的内容，都用它自己的密钥签名。凭这把密钥的公开部分，任何人都能核对回执和清单。"
                f"公开部分是 {_KEY}。",
            ),
            ("N15", "N16", "N17", "N18", "N10"),
        ),
    ),
    controller="湖畔汽车销售服务有限公司",
    contact="privacy@lakeside.example",
    minimum_age=14,
)

NOTICES: Final = {"en": _ENGLISH, "zh_CN": _CHINESE}
