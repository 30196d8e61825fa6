"""Every setting there is, once: what the check, the manual and the example file are made from."""

from dataclasses import dataclass
from typing import Any, Final

from kiosk.adapters.settings.addresses import HostName, NearAddress
from kiosk.adapters.settings.dark_hours import Hours
from kiosk.adapters.settings.door_source import NONE, DoorSource
from kiosk.adapters.settings.kinds import (
    Kind,
    NameInChain,
    Number,
    OneOf,
    SomeOf,
    Source,
    Text,
    WebAddress,
    Words,
    YesNo,
    Zone,
)

LANGUAGES: Final = ("en", "zh_CN")
"""The languages that the program has words for."""

REPORTS: Final = ("pdf", "csv", "json")
"""The forms in which reports are written."""

PACKS: Final = ("cn", "eu", "us-il")
"""The law packs that come with the program."""


class Required:
    """Stands where a default would: the shop itself has to say."""


REQUIRED: Final = Required()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting.

    ``default`` is what holds if the file does not say; None means "none". ``example`` is TOML
    text for the example file. ``in_demo`` is the wider kind that the demo allows, if it does.
    """

    name: str
    kind: Kind
    says: str
    default: Any = REQUIRED
    example: str = ""
    in_demo: Kind | None = None

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def own(self) -> str:
        """The name within its table."""
        return self.name.partition(".")[2]

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    def kind_in(self, *, demo: bool) -> Kind:
        return self.in_demo if demo and self.in_demo is not None else self.kind


KEYS: Final = (
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
    Key(
        "camera.source",
        Source(("webcam",)),
        "Which camera looks, after a yes. Only the demo may use a photograph or a video.",
        default="webcam:/dev/video0",
        in_demo=Source(("webcam", "photograph", "video")),
    ),
    Key(
        "camera.seconds",
        Number(3, 20, "seconds"),
        "For how long the camera may be open in one visit. The notice states this number.",
        default=8,
    ),
    Key(
        "camera.unconfined",
        OneOf(("", "i accept")),
        "For development only: looks even where the analysis cannot be locked away from files "
        "and network. Every screen then says so.",
        default="",
    ),
    Key(
        "records.window_hours",
        Number(24, 168, "hours"),
        "For how long after the day's end a record can be seen, corrected or deleted. Then it "
        "is erased.",
        default=72,
    ),
    Key(
        "records.counts_months",
        Number(1, 36, "months"),
        "For how long totals are kept.",
        default=25,
    ),
    Key(
        "records.k",
        Number(5, 100, "visitors"),
        "The smallest group a figure is shown for. Smaller ones are held back.",
        default=5,
        in_demo=Number(1, 100, "visitors"),
    ),
    Key(
        "records.backup_folder",
        Text(200),
        "A folder on another disk, by its whole path, that each day's backup is put into as well. "
        "The kiosk never makes it: a disk that is not there is told as a fault.",
        default=None,
        example='"/media/backup/askfirst"',
    ),
    Key(
        "screen.theme",
        OneOf(("light", "dark")),
        "Dark letters on light paper, or the other way round.",
        default="light",
    ),
    Key(
        "screen.full_screen",
        YesNo(),
        "Covers the whole screen. A window is for trying things out.",
        default=True,
    ),
    Key(
        "screen.reduced_motion",
        YesNo(),
        "Leaves out movement that is not needed to understand.",
        default=False,
    ),
    Key(
        "screen.width_mm",
        Number(60, 3000, "millimetres"),
        "How wide the picture on the screen is, measured. Sizes for fingers and eyes follow it.",
        default=None,
        example="600",
    ),
    Key(
        "screen.dpi",
        Number(40, 600, "pixels per inch"),
        "The screen's resolution, instead of the measured width.",
        default=None,
        example="46",
    ),
    Key(
        "screen.dark_hours",
        Hours(),
        "When the screen is black while nobody touches it, to save the panel. A touch wakes it.",
        default=None,
        example='"22:00-08:30"',
    ),
    Key(
        "door.source",
        DoorSource(),
        "How the counts of a door counter come in: a beam across the door or the like, never a "
        "camera. See docs/door-counter.md.",
        default=NONE,
    ),
    Key(
        "door.most_an_hour",
        Number(10, 100_000, "people"),
        "A count above this in one hour is taken for a fault of the counter and refused.",
        default=3000,
    ),
    Key(
        "door.token_file",
        Text(200),
        "A file with the secret that the door counter sends along over HTTP, by its whole path. "
        "Left out, the kiosk makes one: askfirst door token shows it.",
        default=None,
        example='"/etc/askfirst/door-token"',
    ),
    Key(
        "phone.mode",
        OneOf(("off", "network", "site")),
        "Whether the notice can be agreed to on a phone as well: not at all, on a page that the "
        "kiosk serves in the shop's network, or on the shop's own web site. See docs/phone.md.",
        default="off",
    ),
    Key(
        "phone.address",
        NearAddress(),
        "The address to serve the page at. Left out, the kiosk finds its own.",
        default=None,
        example='"192.168.1.10"',
    ),
    Key(
        "phone.port",
        Number(1024, 65535),
        "The port to serve the page at.",
        default=8471,
    ),
    Key(
        "phone.name",
        HostName(),
        "The public name that the certificate is for; it has to lead to the kiosk's address.",
        default=None,
        example='"kiosk.lakeside.example"',
    ),
    Key(
        "phone.certificate",
        Text(200),
        "The certificate with its chain, a PEM file, by its whole path. With it the page is "
        "encrypted, and a receipt's page can also show and correct.",
        default=None,
        example='"/etc/askfirst/certificate.pem"',
    ),
    Key(
        "phone.key",
        Text(200),
        "The certificate's key, a PEM file without a password, by its whole path.",
        default=None,
        example='"/etc/askfirst/key.pem"',
    ),
    Key(
        "phone.wifi",
        Text(32),
        "The name of the shop's guest network, if the screen shall offer a QR code that joins it.",
        default=None,
        example='"Lakeside Guests"',
    ),
    Key(
        "phone.wifi_password",
        Text(63),
        "The guest network's password; left out, it is open. Everybody before the screen sees it.",
        default=None,
        example='"welcome-to-lakeside"',
    ),
    Key(
        "reports.at_close",
        SomeOf(REPORTS, fewest=0),
        "Which reports are written by themselves when a business day has ended: of the day, on "
        "Sundays of the week, at its end of the month.",
        default=(),
        example='["pdf", "csv"]',
    ),
    Key(
        "reports.folder",
        Text(200),
        "The folder that reports are written into, by its whole path. Left out, it is “reports” "
        "in the data folder.",
        default=None,
        example='"/srv/askfirst/reports"',
    ),
    Key(
        "fleet.kiosk",
        NameInChain(),
        "What this kiosk is called among those of its chain, each of which has another name. With "
        "it the kiosk writes a file of each day for the head office: see docs/fleet.md.",
        default=None,
        example='"shanghai-03-north"',
    ),
    Key(
        "fleet.folder",
        Text(200),
        "The folder that those files are put into, by its whole path. Left out, they are only in "
        "“fleet” in the data folder.",
        default=None,
        example='"/srv/askfirst/fleet"',
    ),
    # The last table, with texts that must be there: so that a file cut off anywhere is refused.
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
