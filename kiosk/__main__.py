"""The program's first lines: is this the kiosk, or the child that is to be confined?

The child has to give up its files before it imports anything else, so it is told apart here,
by an argument that only the kiosk itself uses.
"""

import sys


def main() -> None:
    """Run the command line, or be the child; does not return. Also the ``askfirst`` script."""
    if sys.argv[1:2] == ["analysis-child"]:
        from kiosk.adapters.analysis import child
        from kiosk.adapters.camera import source

        child.run(sys.argv[2], source.SourceSpec.parse, source.source_for)
    if sys.argv[1:2] == ["door-counter"]:
        from kiosk.adapters.door import child as door

        door.run()
    if sys.argv[1:2] == ["phone-server"]:
        from kiosk.adapters.phone import server as phone

        phone.run()
    from kiosk.cli import main as command_line

    sys.exit(command_line())


if __name__ == "__main__":
    main()
