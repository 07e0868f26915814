"""The command ``eventstudy``: its help, its errors and exit codes."""

import os
import sys

import click

from eventstudy.errors import EventStudyError, InputError

# The first line of each command's help; a test holds them equal.
SUMMARIES = {
    "run": "Study and claim check: write OUT/<config>/report.html and the gallery",
    "check": "Validate only: event days with reasons, windows as dates, prices needed",
    "new": "Write ./NAME/config.yaml, commented, ready to edit; never overwrites",
    "extract": "Read articles (text or HTML, Korean or English) into proposed records",
    "claims": "Rate the claims of articles or records; no event study",
    "verify": "Compute a report again from what it carries; exit 4 if anything differs",
    "calibrate": "Size and power of each test on the study's own securities",
    "prices": "List, fill, show and compare the price cache",
    "list": "Say what can be named in a config or record, with its source",
    "schema": "Print the JSON Schema of a config, a record or results.json",
}


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import version

    libraries = ("pandas", "statsmodels", "yfinance", "plotly")
    rest = ", ".join(f"{name} {version(name)}" for name in libraries)
    click.echo(f"eventstudy {version('market-event-study')} ({rest})")
    context.exit()


class LazyGroup(click.Group):
    """A group that loads its commands when one is used; its help needs only their lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in SUMMARIES:
            return None
        from eventstudy.commands import COMMANDS

        return COMMANDS[cmd_name]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Versions.",
)
def cli() -> None:
    """Event studies of news that a stranger can read, audit and recompute.

    Start with: eventstudy run configs/deepseek-r1.yaml
    """


def main() -> None:
    """Run the command; errors go to stderr, one a line, with the exit code of their kind."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(prog_name="eventstudy", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except click.ClickException as error:
        command = (
            error.ctx.command_path
            if isinstance(error, click.UsageError) and error.ctx
            else "eventstudy"
        )
        click.echo(f"{command}: {error.format_message()} ({command} --help explains)", err=True)
        sys.exit(InputError.exit_code)
    except EventStudyError as error:
        from eventstudy.terminal import complain

        complain(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("EVENTSTUDY_DEBUG"):
            raise
        click.echo(
            f"a fault in eventstudy itself: {type(error).__name__}: {error}\n"
            "set EVENTSTUDY_DEBUG=1 to see where, and report it with the config",
            err=True,
        )
        sys.exit(EventStudyError.exit_code)
