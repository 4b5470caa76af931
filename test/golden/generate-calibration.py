"""Writes calibration.json beside this file: the numbers `exchange calibrate` is held to.

Run: python -m venv venv && venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0 pandas
     venv/bin/python test/golden/generate-calibration.py ../shared/data/ticks
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.diagnostic import lilliefors

NAME = "binance_usdm_btcusdt_20230405"
OFFSET_US = 40_000
DAY_US = 86_400_000_000
folder = pathlib.Path(sys.argv[1])
l2_file = folder / f"{NAME}.l2.csv.gz"
l2 = pd.read_csv(l2_file)
bbo = pd.read_csv(folder / f"{NAME}.bbo.csv.gz")
trades = pd.read_csv(folder / f"{NAME}.trades.csv.gz")


def latency():
    event = l2["ts"].to_numpy() * 1000
    init = l2["local_ts_ns"].to_numpy() // 1000
    new = np.ones(len(l2), bool)
    new[1:] = (event[1:] != event[:-1]) | (init[1:] != init[:-1])
    us = (init + OFFSET_US - event)[new]
    logs = np.log(us / 1000)
    mu, sigma = float(np.mean(logs)), float(np.std(logs))
    few = stats.expon.rvs(size=200, random_state=5) + 0.5 * stats.norm.rvs(size=200, random_state=6)
    small = [
        {"count": n, "distance": float(d), "probability": float(p)}
        for n in range(10, 201, 5)
        for d, p in [lilliefors(few[:n], pvalmethod="approx")]
        if p <= 0.1
    ]
    return {
        "count": int(len(us)),
        "mu": mu,
        "sigma": sigma,
        "ksDistance": float(stats.kstest(logs, "norm", args=(mu, sigma)).statistic),
        "lilliefors": small,
    }


def impact():
    ts = np.maximum.accumulate(bbo["ts"].to_numpy())
    mid = (bbo["bid"].to_numpy() + bbo["ask"].to_numpy()) / 2
    side = np.where(trades["side"] == "buy", 1, -1)
    key = trades["ts"].to_numpy()
    starts = np.ones(len(trades), bool)
    starts[1:] = (key[1:] != key[:-1]) | (side[1:] != side[:-1])
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(trades)) - 1
    at = np.searchsorted(ts, key[first], side="left") - 1
    known = at >= 0
    size = np.add.reduceat(trades["qty"].to_numpy(), first)[known]
    before = mid[at[known]]
    loss = side[first][known] * (trades["price"].to_numpy()[last][known] - before) / before
    init = trades["local_ts_ns"].to_numpy() // 1000
    per_day = trades["qty"].sum() * DAY_US / (init[-1] - init[0])
    grid = np.arange(ts[0] + 10_000, ts[-1] + 1, 10_000)
    steps = np.diff(np.log(mid[np.searchsorted(ts, grid, side="left") - 1]))
    volatility = float(np.sqrt(np.mean(steps**2) * 8640))
    fits = {}
    for name, x in (("linear", size / per_day), ("squareRoot", np.sqrt(size / per_day))):
        fit = sm.OLS(loss, sm.add_constant(x)).fit(cov_type="HC1")
        fits[name] = {
            "intercept": float(fit.params[0]),
            "slope": float(fit.params[1]),
            "interceptError": float(fit.bse[0]),
            "slopeError": float(fit.bse[1]),
            "rSquared": float(fit.rsquared),
        }
    return {"count": int(len(size)), "volatilityPerDay": volatility, **fits}


def pictures(levels):
    init = l2["local_ts_ns"].to_numpy() // 1000
    snapshot = (l2["type"] == "snapshot").to_numpy()
    update = l2["last_update_id"].to_numpy()
    bid = (l2["side"] == "bid").to_numpy()
    price, qty = l2["price"].to_numpy(), l2["qty"].to_numpy()
    start = int(update[snapshot][0])
    step = (init[-1] - init[0]) / 2000
    books = ({}, {})
    row, shown, found = 0, -1, []
    ts = init[0] + step
    while ts <= init[-1]:
        while row < len(l2) and init[row] <= ts:
            if snapshot[row] or update[row] > start:
                book = books[0 if bid[row] else 1]
                if qty[row] == 0:
                    book.pop(price[row], None)
                else:
                    book[price[row]] = qty[row]
            row += 1
        if row != shown:
            shown = row
            for book, best in ((books[0], sorted(books[0], reverse=True)), (books[1], sorted(books[1]))):
                found.append([book[each] for each in best[:levels]])
        ts += step
    return np.log(np.array(found))


def depth():
    levels = 25
    logs = pictures(levels)
    centred = logs - logs.mean(axis=1, keepdims=True)
    k = np.arange(levels)

    def miss(growth):
        law = np.log(1 + growth[0] * k)
        return (centred - (law - law.mean())).ravel()

    fit = optimize.least_squares(miss, [0.1], bounds=([-1 / (levels - 1) + 1e-9], [50]), xtol=1e-14, ftol=1e-14)
    noise = float(np.sqrt(np.mean(fit.fun**2) / (1 - 1 / levels)))
    return {"sides": len(logs), "growth": float(fit.x[0]), "noise": noise}


golden = {
    "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
    "file": NAME,
    "sha256": hashlib.sha256(l2_file.read_bytes()).hexdigest(),
    "clockOffsetUs": OFFSET_US,
    "latency": latency(),
    "impact": impact(),
    "depth": depth(),
}
path = pathlib.Path(__file__).with_name("calibration.json")
path.write_text(json.dumps(golden, indent=2) + "\n")
