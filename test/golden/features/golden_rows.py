"""What the generators of indicator goldens share: bars, averages, and the picking of rows."""

import io
import json
import pathlib
import subprocess

import numpy as np
import pandas as pd

BARS = pathlib.Path("../shared/golden")
FILES = {"skender_default_502.csv": 25, "ttrc_60.csv": 5}
HERE = pathlib.Path(__file__).parent


def bars_of(file):
    """Columns of a file in lower case, as a pandas frame of floats."""
    frame = pd.read_csv(BARS / file)
    frame.columns = [name.lower() for name in frame.columns]
    return frame[["open", "high", "low", "close", "volume"]].astype(float)


def ema(values, period, weight=None):
    """Exponential average seeded with the mean of the first window of numbers."""
    values = np.asarray(values, float)
    weight = 2 / (period + 1) if weight is None else weight
    out = np.full(len(values), np.nan)
    numbers = np.flatnonzero(~np.isnan(values))
    if len(numbers) < period:
        return out
    at = numbers[0] + period - 1
    out[at] = values[numbers[0] : at + 1].mean()
    for i in range(at + 1, len(values)):
        out[i] = out[i - 1] + weight * (values[i] - out[i - 1])
    return out


def sma(values, period):
    return pd.Series(np.asarray(values, float)).rolling(period).mean().to_numpy()


def lag(values, bars):
    out = np.full(len(values), np.nan)
    out[bars:] = np.asarray(values, float)[:-bars]
    return out


def ttr(file, expression):
    """Columns of an R expression over x, a data frame of the bars."""
    code = (
        f'suppressMessages(library(TTR)); x <- read.csv("{BARS / file}"); names(x) <- tolower(names(x));'
        f"write.csv(as.data.frame({expression}), row.names = FALSE)"
    )
    text = subprocess.run(["Rscript", "-e", code], check=True, capture_output=True, text=True).stdout
    frame = pd.read_csv(io.StringIO(text))
    return [frame[name].to_numpy(float) for name in frame.columns]


def case(key, line, file, reference, values, skip=0):
    """The first reading, every so many rows, and the last; from row `skip` on."""
    values = np.asarray(values, float)
    rows = [row for row in range(skip, len(values)) if np.isfinite(values[row])]
    if not rows:
        return None
    picked = [r for r in rows if r in (rows[0], rows[-1]) or r % FILES[file] == 0]
    return {
        "key": key,
        "line": line,
        "bars": file,
        "reference": reference,
        "rows": {str(r): float(values[r]) for r in picked},
    }


def write(topic, versions, cases):
    golden = {
        "source": "each case names its reference; the bars are those of ../shared/golden",
        "versions": versions,
        "tolerance": 1e-9,
        "cases": [one for one in cases if one is not None],
    }
    text = json.dumps(golden, indent=0)
    (HERE / f"{topic}.json").write_text(text + "\n")
