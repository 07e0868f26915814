"""``eventstudy new``: a commented config to start from."""

from pathlib import Path

from eventstudy.errors import InputError

TEMPLATE = """\
# yaml-language-server: $schema=config.schema.json
# A study of one news event. Lines with # explain or are optional; every key is
# explained by `eventstudy schema config`. Check it with: eventstudy check {name}/config.yaml
title: What did Nvidia do on 27 January 2025?      # a question, in a reader's words

securities:
  - symbol: NVDA                # Yahoo's symbol
    name: Nvidia
    benchmark: ^GSPC            # S&P 500; any symbol with prices

events:
  - id: {name}
    title: Sell-off
    announced: 2025-01-27       # the exchange's date, or an instant: 2025-01-27T20:00+09:00
    chosen_by: price_move       # announcement, unless the day was picked because the price moved

# windows:                      # sessions relative to the event day, both ends included
#   estimation: [-260, -11]
#   event: [-5, 10]
#   cars: [[0, 0], [0, 1], [-1, 1], [0, 5]]

# articles: [article.yaml]      # records of articles; their claims are checked against the prices

prices:
  sources: [{{files: prices}}]    # a folder with one SYMBOL.csv each (Date,Open,High,Low,Close,Adj Close,Volume)
"""


def write_new(name: str, parent: Path = Path()) -> str:
    """Write ``NAME/config.yaml`` and the schema beside it; return what to do next.

    Raises
    ------
    InputError
        If the name is no plain folder name, or something stands there already.
    """
    if not name or name in {".", ".."} or set(name) & set('/\\\\:*?"<>|\\0'):
        raise InputError(f"{name!r}: not a folder name; use letters, digits and -")
    folder = parent / name
    try:
        folder.mkdir()
    except FileExistsError:
        raise InputError(
            f"{folder}: already there; nothing was written. Choose another name"
        ) from None
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror}") from None
    from eventstudy.schemas import schema_text

    (folder / "config.yaml").write_text(TEMPLATE.format(name=name), encoding="utf-8")
    (folder / "config.schema.json").write_text(schema_text("config"), encoding="utf-8")
    return (
        f"wrote {folder / 'config.yaml'}: edit it, put price files into {folder / 'prices'}/\n"
        f"next:  eventstudy check {folder / 'config.yaml'}\n"
        f"then:  eventstudy run {folder / 'config.yaml'}"
    )
