"""The settings of what the machine has to do with: a door counter, phones, a head office."""

from typing import Final

from kiosk.adapters.settings.addresses import HostName, NearAddress
from kiosk.adapters.settings.door_source import NONE, DoorSource
from kiosk.adapters.settings.key import REPORTS, Key
from kiosk.adapters.settings.kinds import NameInChain, Number, OneOf, SomeOf, Text

SURROUNDINGS: Final = (
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
)
