"""What govbot does, in order: check, plan, apply, run, report. The only place that sequences.

    gather (files, gh, ledger) -> decide (core) -> record (gh) -> act (gh)

`cycle` carries one pull request through it; `sweep` all that may need it; `community` answers from a
clone; `setup` makes and mends what the repository needs.
"""
