"""Writes candlestick.json beside this file: the bars at which TA-Lib finds candlestick patterns.

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 pandas==3.1.1 TA-Lib==0.8.2
     venv/bin/python test/golden/features/generate-candlestick.py
Never run it to make a test pass: a difference is a bug in one of the two.

- `short`: every row found in 502 daily bars, prices as they are printed.
- `long`: counts and a SHA-256 of all rows found, over whole histories of hourly bars. Prices are in
  ticks: sums of whole numbers are exact, so that a bar is never long by a rounding error. Ticks of
  ten dollars make many bars that are just as long as a limit. One history is in prices too.
- `built`: bars drawn at random until every pattern was found four times with each of its readings,
  and every row found in them.
- `edges`, in candlestick-edges.json: two occurrences of each pattern and reading, and how far each
  of their prices can be moved, one tick after the other, until TA-Lib says something else.
"""

import hashlib
import json
import pathlib

import numpy as np
import pandas as pd
import talib
from talib import abstract

HERE = pathlib.Path(__file__).parent
SHORT = "../shared/golden/"
DAILY = "skender_default_502.csv"
LONG = "../shared/data/candles/1h/"
VERSION = talib.__ta_version__.decode().split()[0]
NAMES = talib.get_function_groups()["Pattern Recognition"]
PRICES = ("open", "high", "low", "close")

UP = {"DOJI", "DRAGONFLYDOJI", "GRAVESTONEDOJI", "LONGLEGGEDDOJI", "RICKSHAWMAN", "TAKURI"}
UP |= {"HAMMER", "HOMINGPIGEON", "INVERTEDHAMMER", "MATCHINGLOW", "PIERCING", "STICKSANDWICH"}
UP |= {"MORNINGDOJISTAR", "MORNINGSTAR", "3STARSINSOUTH", "3WHITESOLDIERS", "CONCEALBABYSWALL"}
UP |= {"LADDERBOTTOM", "MATHOLD", "UNIQUE3RIVER"}
DOWN = {"DARKCLOUDCOVER", "INNECK", "ONNECK", "THRUSTING", "HANGINGMAN", "SHOOTINGSTAR", "2CROWS"}
DOWN |= {"EVENINGDOJISTAR", "EVENINGSTAR", "ADVANCEBLOCK", "IDENTICAL3CROWS", "STALLEDPATTERN"}
DOWN |= {"UPSIDEGAP2CROWS", "3BLACKCROWS"}
IN_PART = {"ENGULFING", "HARAMI", "HARAMICROSS"}
CONFIRMED = {"HIKKAKE", "HIKKAKEMOD"}


def answers_of(name):
    """What a pattern can say, by the documentation of its function."""
    short = name.removeprefix("CDL")
    if short in UP:
        return [100]
    if short in DOWN:
        return [-100]
    more = [80, -80] if short in IN_PART else [200, -200] if short in CONFIRMED else []
    return [100, -100, *more]


def found(name, bars):
    """Rows at which a pattern is found, and what is said there."""
    values = getattr(talib, name)(*bars)
    rows = np.flatnonzero(values)
    assert set(values[rows]) <= set(answers_of(name)), name
    return [(int(row), int(values[row])) for row in rows]


def by_answer(name, bars):
    """The same, as a list of rows for each answer."""
    rows = found(name, bars)
    return {str(a): [row for row, answer in rows if answer == a] for a in answers_of(name)}


def prices_of(file):
    """The open, high, low and close of a file."""
    frame = pd.read_csv(file)
    return [frame[name].to_numpy(float) for name in PRICES]


def digest(rows):
    text = "".join(f"{row}:{value}\n" for row, value in rows)
    return {
        "up": sum(value > 0 for _, value in rows),
        "down": sum(value < 0 for _, value in rows),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def long(file, decimals):
    bars = prices_of(LONG + file)
    if decimals:
        bars = [np.floor(column * float(f"1e{decimals}") + 0.5) for column in bars]
    patterns = {name: digest(found(name, bars)) for name in NAMES}
    return {"file": file, "decimals": decimals, "bars": len(bars[0]), "patterns": patterns}


def market(rng, count):
    """Random bars in ticks, of a temper of their own: gaps, bodies and shadows of a few sizes."""
    stay, level, repeat, reopen = rng.random(4) * [0.9, 0.5, 0.15, 0.15]
    kinds = rng.dirichlet([1, 1, 1])
    reach = rng.choice([3, 6, 40])
    largest = np.array([1, 1 + reach // 6, reach])

    def sizes(parts):
        return rng.integers(0, largest[rng.choice(3, count, p=parts)] + 1)

    colour = np.where(rng.random(count) < 0.5, 1, -1)
    changes = rng.random(count) >= stay
    changes[0] = True
    colour = colour[np.maximum.accumulate(np.where(changes, np.arange(count), 0))]
    move = colour * sizes(kinds)
    jump = 1 + reach // 3
    gap = np.where(rng.random(count) < level, 0, rng.integers(-jump, jump + 1, count))
    same_open = rng.random(count) < reopen
    gap[1:] = np.where(same_open[1:], -move[:-1], gap[1:])
    same_close = (rng.random(count) < repeat) & ~same_open
    move = np.where(same_close, -gap, move)
    close = np.cumsum(gap + move) + 1_000_000
    open_ = close - move
    parts = rng.dirichlet([2, 1, 0.5])
    high = np.maximum(open_, close) + sizes(parts) * (rng.random(count) < 0.8)
    low = np.minimum(open_, close) - sizes(parts) * (rng.random(count) < 0.8)
    return [column.astype(float) for column in (open_, high, low, close)]


def built(wanted=4, chunk=17, base=1_000):
    """Pieces of random markets that hold what is still missing, one after the other."""
    rng = np.random.default_rng(20261127)
    missing = {(name, answer): wanted for name in NAMES for answer in answers_of(name)}
    pieces = []
    examples = {key: [] for key in missing}

    def piece_of(bars, last):
        piece = [column[last - chunk + 1 : last + 1] for column in bars]
        return [column + base - piece[0][0] for column in piece]

    def take(piece):
        for name in NAMES:
            for row, answer in found(name, piece):
                if row >= 14 and missing.get((name, answer), 0) > 0:
                    missing[name, answer] -= 1
        pieces.append(piece)

    while any(missing.values()):
        bars = market(rng, 20_000)
        for (name, answer), left in list(missing.items()):
            rows = [row for row, said in found(name, bars) if said == answer and row >= chunk]
            pieces_here = [piece_of(bars, row) for row in rows[-max(2, left) :]]
            examples[name, answer] = (examples[name, answer] + pieces_here)[:2]
            for piece in pieces_here[:left]:
                if missing[name, answer] > 0:
                    take(piece)
    joined = [np.concatenate([piece[i] for piece in pieces]) for i in range(4)]
    assert joined[2].min() > 0
    patterns = {name: by_answer(name, joined) for name in NAMES}
    assert all(len(rows) >= wanted for answers in patterns.values() for rows in answers.values())
    columns = {name: [int(value) for value in column] for name, column in zip(PRICES, joined)}
    return {"bars": columns, "patterns": patterns}, examples


def edges_of(name, answer, bars, span=6, furthest=60):
    """A pattern at the last bar, and each move of a price of the last bars that changes it."""
    last = len(bars[0]) - 1
    edges = []
    for at in [(column, row) for column in range(4) for row in range(last - span + 1, last + 1)]:
        for step in (1, -1):
            for moved in range(step, step * furthest, step):
                other = [column.copy() for column in bars]
                other[at[0]][at[1]] += moved
                open_, high, low, close = (column[at[1]] for column in other)
                if high < max(open_, close) or low > min(open_, close):
                    break
                says = int(getattr(talib, name)(*other)[last])
                if says != answer:
                    edges.append([at[1], at[0], step, moved, says])
                    break
    columns = {price: [int(value) for value in column] for price, column in zip(PRICES, bars)}
    return {"taLib": name, "answer": answer, "bars": columns, "edges": edges}


def main():
    random_bars, examples = built()
    bars = prices_of(SHORT + DAILY)
    golden = {
        "source": "TA-Lib, its CDL functions with the settings it ships with",
        "versions": {"TA-Lib": VERSION, "wrapper": talib.__version__},
        "tolerance": 0,
        "lookback": {name: abstract.Function(name).lookback for name in NAMES},
        "short": {"file": DAILY, "patterns": {name: by_answer(name, bars) for name in NAMES}},
        "long": [
            long("binance_btcusdt_1h.csv.gz", 2),
            long("binance_btcusdt_1h.csv.gz", -1),
            long("binance_btcusdt_1h.csv.gz", 0),
            long("binance_dogeusdt_1h.csv.gz", 7),
            long("binance_adausdt_1h.csv.gz", 4),
        ],
        "built": random_bars,
    }
    edges = {
        "source": golden["source"],
        "versions": golden["versions"],
        "tolerance": 0,
        "edges": [edges_of(*key, piece) for key, some in examples.items() for piece in some],
    }
    write("candlestick.json", golden)
    write("candlestick-edges.json", edges)


def write(file, golden):
    text = json.dumps(golden, separators=(",", ":"))
    (HERE / file).write_text(text.replace('"CDL', '\n"CDL') + "\n")


main()
