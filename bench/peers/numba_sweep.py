"""The sweep of bench/sweep-bench.ts as one would write it by hand for numba.

Arguments: a folder with open, close and volume as doubles, and a JSON of the grid and its terms.
Whole ticks, lots and minor units stand in doubles, as they do in ours. Says its versions, then
answers `answer` with the figures of every variant, `one` with the seconds they take on one thread
and `all` with those on every thread. Averages are made within the time, each once.
"""

import json
import math
import sys
import time

import numba
import numpy as np
from numba import njit, prange


@njit(fastmath=False)
def average(close, period, out):
    """Exponential, seeded with the mean of the first `period`."""
    weight = 2.0 / (period + 1.0)
    mean = 0.0
    for row in range(close.size):
        if row < period:
            mean += (close[row] - mean) / (row + 1.0)
            out[row] = mean if row == period - 1 else np.nan
        else:
            mean += weight * (close[row] - mean)
            out[row] = mean


@njit(parallel=True)
def averages_all(close, periods):
    out = np.empty((periods.size, close.size))
    for i in prange(periods.size):
        average(close, periods[i], out[i])
    return out


@njit
def averages_one(close, periods):
    out = np.empty((periods.size, close.size))
    for i in range(periods.size):
        average(close, periods[i], out[i])
    return out


@njit(inline='always')
def fee_of(value, ppm):
    millions = math.floor(value / 1e6)
    return millions * ppm + math.ceil((value - millions * 1e6) * ppm / 1e6)


@njit
def variant(opened, close, volume, above, below, start, t, out):
    """One variant: final equity, fills, deepest drawdown and fees."""
    cash0, share, minor, tick, lot, factor, buffer, least, ppm, slip, part = t
    cash = cash0
    held = entry = leave = 0.0
    fees = 0.0
    fills = 0
    peak = low = cash
    deepest = 0.0
    n = close.size
    row = 0
    while row < n:
        if held == 0.0 and entry == 0.0:
            # Flat: equity stands still until a crossing.
            if row < start:
                row = start
            while row < n and not above[row] > below[row]:
                row += 1
            if row == n:
                break
        elif entry == 0.0 and leave == 0.0:
            # Held: marked at every close.
            is_above = True
            while row < n and is_above:
                equity = cash + held * close[row] * factor
                if equity < low:
                    low = equity
                elif equity >= peak:
                    deepest = max(deepest, 1.0 - (low / minor) / (peak / minor))
                    peak = low = equity
                is_above = above[row] > below[row]
                row += 1
            if is_above:
                break
            leave = held
            continue
        else:
            # An order waits.
            room = math.floor(volume[row] * part)
            if entry > 0.0:
                lots = min(entry, room)
                price = max(1.0, math.ceil(opened[row] * (1.0 + slip)))
                sign = 1.0
                entry -= lots
            else:
                lots = min(leave, room)
                price = max(1.0, math.floor(opened[row] * (1.0 - slip)))
                sign = -1.0
                leave -= lots
            if lots > 0.0:
                value = price * lots * factor
                fee = fee_of(value, ppm)
                cash -= sign * value + fee
                held += sign * lots
                fees += fee
                fills += 1
            equity = cash + held * close[row] * factor
            if equity < low:
                low = equity
            elif equity >= peak:
                deepest = max(deepest, 1.0 - (low / minor) / (peak / minor))
                peak = low = equity
            if not above[row] > below[row]:
                entry = 0.0
                leave = held
                row += 1
                continue
            if held > 0.0 or entry > 0.0:
                row += 1
                continue
        # Nothing is held, and it is above.
        ticks = close[row]
        value = ticks * factor
        wished = math.floor(share * cash / minor / (ticks * tick) / lot)
        lots = min(wished, math.floor(cash / (value * (1.0 + buffer))) - 1.0)
        if lots > 0.0 and lots * value / minor >= least:
            entry = lots
        row += 1
    deepest = max(deepest, 1.0 - (low / minor) / (peak / minor))
    out[0] = cash + held * close[n - 1] * factor
    out[1] = fills
    out[2] = deepest
    out[3] = fees


@njit
def sweep_one(opened, close, volume, fast, slow, t):
    quick = averages_one(close, fast)
    calm = averages_one(close, slow)
    out = np.empty((fast.size * slow.size, 4))
    for i in range(fast.size * slow.size):
        f = i // slow.size
        s = i % slow.size
        start = max(fast[f], slow[s]) - 1
        variant(opened, close, volume, quick[f], calm[s], start, t, out[i])
    return out


@njit(parallel=True)
def sweep_all(opened, close, volume, fast, slow, t):
    quick = averages_all(close, fast)
    calm = averages_all(close, slow)
    out = np.empty((fast.size * slow.size, 4))
    for i in prange(fast.size * slow.size):
        f = i // slow.size
        s = i % slow.size
        start = max(fast[f], slow[s]) - 1
        variant(opened, close, volume, quick[f], calm[s], start, t, out[i])
    return out


def main():
    folder, plan = sys.argv[1], json.loads(sys.argv[2])
    columns = [np.fromfile(f'{folder}/{name}.f64') for name in ('open', 'close', 'volume')]
    fast, slow = np.array(plan['fast']), np.array(plan['slow'])
    terms = tuple(float(term) for term in plan['terms'])
    for sweep in (sweep_one, sweep_all):
        sweep(*columns, fast[:1], slow[:1], terms)
    print(json.dumps({'version': f'{numba.__version__}, numpy {np.__version__}'}), flush=True)
    for line in sys.stdin:
        task = line.strip()
        sweep = sweep_one if task == 'one' else sweep_all
        begun = time.perf_counter()
        found = sweep(*columns, fast, slow, terms)
        seconds = time.perf_counter() - begun
        answer = {'figures': found.ravel().tolist()} if task == 'answer' else {'seconds': seconds}
        print(json.dumps(answer), flush=True)


main()
