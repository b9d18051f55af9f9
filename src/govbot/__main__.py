"""`govbot` and `python -m govbot`.

    govbot run            what the workflow calls: leaves at once when the event is no business of ours
    govbot check | ...    everything else: see `govbot --help`

Most events do not concern govbot, and every one of them starts Python: so `run` looks at the event
before anything but the standard library is imported.
"""

import sys


def main() -> None:
    """Run the command line, or leave at once."""
    if sys.argv[1:] == ["run"]:
        from govbot.actions.event import concerns_govbot

        if not concerns_govbot():
            return
    from govbot.cli import cli

    cli.main(prog_name="govbot")


if __name__ == "__main__":
    main()
