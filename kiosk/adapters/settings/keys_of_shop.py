"""The settings that say who asks, where, by which law and for what."""

from typing import Final

from kiosk.adapters.settings.key import LANGUAGES, PACKS, Key
from kiosk.adapters.settings.kinds import Number, SomeOf, Text, WebAddress, Words, Zone

SHOP: Final = (
    Key(
        "controller.name",
        Words(60),
        "The legal entity that answers for the counting, as on its business licence.",
        example='{ en = "Lakeside Motors Ltd.", zh_CN = "湖畔汽车销售服务有限公司" }',
    ),
    Key(
        "controller.contact",
        Text(60),
        "An e-mail address or telephone number where a visitor reaches the controller.",
        example='"privacy@lakeside.example"',
    ),
    Key(
        "controller.address",
        Words(100),
        "The controller's postal address.",
        example='{ en = "1 Lakeside Road, Shanghai", zh_CN = "上海市湖畔路1号" }',
    ),
    Key(
        "controller.authority",
        Words(80),
        "The authority a visitor can complain to, as it reads after “complain to”.",
        example='{ en = "the Cyberspace Administration of Shanghai", '
        'zh_CN = "上海市互联网信息办公室" }',
    ),
    Key(
        "controller.dpo",
        Text(80),
        "The data protection officer: a name with an address or number, if there is one.",
        default=None,
        example='"Wang Min, dpo@lakeside.example"',
    ),
    Key(
        "controller.notice_url",
        WebAddress(),
        "Where the shop publishes the full notice. If given, the notice shows it as a QR code.",
        default=None,
        example='"https://lakeside.example/notice"',
    ),
    Key(
        "kiosk.name",
        Words(30),
        "What this machine is called on its screens and in the figures.",
        example='{ en = "North Door", zh_CN = "北门" }',
    ),
    Key(
        "kiosk.languages",
        SomeOf(LANGUAGES),
        "The languages offered to visitors. The first one is what the screen starts in.",
        default=("en", "zh_CN"),
        example='["en", "zh_CN"]',
    ),
    Key(
        "kiosk.packs",
        SomeOf(PACKS),
        "The law packs that bind this shop. With several, everything any of them asks holds.",
        example='["cn"]',
    ),
    Key(
        "kiosk.minimum_age",
        Number(14, 18, "years"),
        "From which age a visitor may be counted. It may be above the packs' age, never below; "
        "left out, the packs' highest holds (cn 14, eu 16, us-il 18).",
        default=None,
        example="14",
    ),
    Key(
        "kiosk.time_zone",
        Zone(),
        "The shop's time zone. Hours and days are counted in it.",
        example='"Asia/Shanghai"',
    ),
    Key(
        "kiosk.day_begins",
        Number(0, 12, "o'clock"),
        "The hour at which a business day begins and the one before it ends.",
        default=4,
    ),
    Key(
        "kiosk.health_folder",
        Text(200),
        "A folder, by its whole path, into which the kiosk writes every minute how the machine is, "
        "for programs that look after many of them. Left out, nothing is written. "
        "See docs/operations/running.md.",
        default=None,
        example='"/srv/askfirst-health"',
    ),
)


PURPOSE: Final = (
    Key(
        "purpose.en",
        Text(80),
        "What the figures are for, in English: it ends the sentence “We use the totals to …”.",
        default=None,
        example='"plan staff and stock by who visits"',
    ),
    Key(
        "purpose.zh_CN",
        Text(40),
        "What the figures are for, in Chinese: it ends the sentence “合计数字用于……”.",
        default=None,
        example='"安排人手和商品"',
    ),
)
