"""What can go wrong in a way that the person at the keyboard can put right."""


class PimError(Exception):
    """Something the user can put right; its text says what happened, where, and what to do."""

    exit_code = 2


class RowsToFix(PimError):
    """Rows of a file have faults; the text names each, with what to do."""

    exit_code = 3


class NotAllowed(PimError):
    """The person may not do this; the text says who can."""

    exit_code = 5


class NothingToDo(PimError):
    """What was asked for is already so."""

    exit_code = 6
