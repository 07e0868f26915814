"""What can go wrong, and the exit code each kind gives.

::

    EventStudyError             1   a fault in the tool
    ├── InputError              2   config, record, article or command line is wrong
    │   └── ConfigError         2   every fault of one YAML file, with its places
    ├── PriceError              3   prices missing or refused
    └── DifferenceError         4   verify found a difference

A message says what was asked, what was found and what to do. Several faults
of one input stand on lines of their own.
"""


class EventStudyError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is the command's."""

    exit_code = 1


class InputError(EventStudyError):
    """The config, a record, an article or the command line is wrong."""

    exit_code = 2


class ConfigError(InputError):
    """All faults found in YAML files, one line each.

    Parameters
    ----------
    faults : sequence of str
        Lines ``file:line:column: field: what is wrong; what is allowed``.
    """

    def __init__(self, faults: list[str] | tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class PriceError(EventStudyError):
    """Prices that are needed are missing, or cannot be trusted."""

    exit_code = 3


class DifferenceError(EventStudyError):
    """A report differs from what its own inputs give."""

    exit_code = 4
