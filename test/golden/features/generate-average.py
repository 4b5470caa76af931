"""Writes average.json beside this file: the numbers src/features/average is held to.

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 TA-Lib==0.8.2 pandas-ta-classic==0.8.32
     Rscript -e 'install.packages("TTR")'  # 0.24.3
     venv/bin/python test/golden/features/generate-average.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import numpy as np
import pandas as pd
import pandas_ta_classic as pta
import scipy
import talib
from scipy.signal import lfilter

from golden_rows import FILES, bars_of, case, ttr, write


def hilbert(line, at):
    part = lambda k: line[at - k] if at - k >= 0 else 0.0
    return 0.0962 * (part(0) - part(6)) + 0.5769 * (part(2) - part(4))


def mama(price, start, fast=0.5, slow=0.05, first=12):
    """Ehlers 2001. `start` is where both averages begin: the price, or 0 as in TA-Lib."""
    n = len(price)
    smooth, detrend, i1, q1 = (np.zeros(n) for _ in range(4))
    i2 = q2 = re = im = period = phase = 0.0
    m = f = start
    out = np.full((2, n), np.nan)
    for t in range(first, n):
        adjust = 0.075 * period + 0.54
        smooth[t] = (4 * price[t] + 3 * price[t - 1] + 2 * price[t - 2] + price[t - 3]) / 10
        detrend[t] = hilbert(smooth, t) * adjust
        q1[t] = hilbert(detrend, t) * adjust
        i1[t] = detrend[t - 3]
        wave = 0.2 * (i1[t] - hilbert(q1, t) * adjust) + 0.8 * i2
        turned = 0.2 * (q1[t] + hilbert(i1, t) * adjust) + 0.8 * q2
        re = 0.2 * (wave * i2 + turned * q2) + 0.8 * re
        im = 0.2 * (wave * q2 - turned * i2) + 0.8 * im
        i2, q2 = wave, turned
        before = period
        if re != 0 and im != 0:
            period = 360 / np.degrees(np.arctan(im / re))
        period = max(0.67 * before, min(1.5 * before, period))
        period = 0.2 * max(6, min(50, period)) + 0.8 * before
        angle = np.degrees(np.arctan(q1[t] / i1[t])) if i1[t] != 0 else 0.0
        turn, phase = max(1, phase - angle), angle
        weight = max(slow, fast / turn)
        m = weight * price[t] + (1 - weight) * m
        f = weight / 2 * m + (1 - weight / 2) * f
        out[:, t] = m, f
    out[:, :32] = np.nan
    return out


def alma(close, n=9, offset=0.85, sigma=6):
    """TTR rounds the top of the bell down to a whole bar; the paper does not."""
    weights = np.exp(-((np.arange(n) - offset * (n - 1)) ** 2) / (2 * (n / sigma) ** 2))
    out = np.full(len(close), np.nan)
    out[n - 1 :] = np.correlate(close, weights / weights.sum(), "valid")
    return out


def frama(high, low, n=16):
    price = (high + low) / 2
    out = np.full(len(price), np.nan)
    mean, dimension = price[n - 2], 0.0
    for t in range(n - 1, len(price)):
        span = lambda a, b: high[a:b].max() - low[a:b].min()
        older = span(t - n + 1, t - n // 2 + 1) / (n / 2)
        newer = span(t - n // 2 + 1, t + 1) / (n / 2)
        whole = span(t - n + 1, t + 1) / n
        if older > 0 and newer > 0 and whole > 0:
            dimension = (np.log(older + newer) - np.log(whole)) / np.log(2)
        weight = np.clip(np.exp(-4.6 * (dimension - 1)), 0.01, 1)
        mean = weight * price[t] + (1 - weight) * mean
        out[t] = mean
    return out


def laguerre(price, gamma=0.8):
    rungs = [price[0]] * 4
    out = np.full(len(price), np.nan)
    for t, value in enumerate(price):
        l0 = (1 - gamma) * value + gamma * rungs[0]
        l1 = -gamma * l0 + rungs[0] + gamma * rungs[1]
        l2 = -gamma * l1 + rungs[1] + gamma * rungs[2]
        l3 = -gamma * l2 + rungs[2] + gamma * rungs[3]
        rungs = [l0, l1, l2, l3]
        out[t] = (l0 + 2 * l1 + 2 * l2 + l3) / 6
    out[:3] = np.nan
    return out


def super_smoother(close, period=10):
    angle = np.sqrt(2) * np.pi / period
    b = 2 * np.exp(-angle) * np.cos(angle)
    c = -np.exp(-2 * angle)
    a = (1 - b - c) / 2
    # Starting at the first close for ever is filtering what is left of it.
    out = close[0] + lfilter([a, a], [1, -b, -c], close - close[0])
    out[: period - 1] = np.nan
    return out


def from_talib(b):
    c, h, l, v = (b[name].to_numpy() for name in ("close", "high", "low", "volume"))
    return [
        ("sma(20)", "sma", "SMA", talib.SMA(c, 20)),
        ("ema(20)", "ema", "EMA", talib.EMA(c, 20)),
        ("wma(20)", "wma", "WMA", talib.WMA(c, 20)),
        ("dema(20)", "dema", "DEMA", talib.DEMA(c, 20)),
        ("dema(5)", "dema", "DEMA", talib.DEMA(c, 5)),
        ("tema(20)", "tema", "TEMA", talib.TEMA(c, 20)),
        ("tema(5)", "tema", "TEMA", talib.TEMA(c, 5)),
        ("t3(5,0.7)", "t3", "T3", talib.T3(c, 5, 0.7)),
        ("trima(20)", "trima", "TRIMA", talib.TRIMA(c, 20)),
        ("trima(9)", "trima", "TRIMA", talib.TRIMA(c, 9)),
        ("hma(20)", "hma", "HMA", talib.HMA(c, 20)),
        ("hma(9)", "hma", "HMA", talib.HMA(c, 9)),
        ("kama(10,2,30)", "kama", "KAMA", talib.KAMA(c, 10)),
        ("vwma(20)", "vwma", "VWMA", talib.VWMA(c, v, 20)),
        ("zlema(20)", "zlema", "ZLEMA", talib.ZLEMA(c, 20)),
        ("smma(14)", "smma", "RMA", talib.RMA(c, 14)),
        ("lsma(20)", "lsma", "LINEARREG", talib.LINEARREG(c, 20)),
        ("midpoint(14)", "midpoint", "MIDPOINT", talib.MIDPOINT(c, 14)),
        ("midprice(14)", "midprice", "MIDPRICE", talib.MIDPRICE(h, l, 14)),
    ]


def from_pandas_ta(b):
    start = lambda values, skip: np.concatenate([np.full(skip, np.nan), values[skip:]])
    return [
        ("sineWma(14)", "sineWma", "sinwma", pta.sinwma(b.close, 14)),
        ("vidya(14)", "vidya", "vidya", pta.vidya(b.close, 14)),
        ("mcginley(14,1)", "mcginley", "mcgd", start(pta.mcgd(b.close, 14).to_numpy(), 13)),
        ("holtWinters(0.2,0.1,0.1)", "holtWinters", "hwma", start(pta.hwma(b.close).to_numpy(), 2)),
    ]


def from_papers(b):
    high, low = b.high.to_numpy(), b.low.to_numpy()
    price = (high + low) / 2
    # The port is TA-Lib's to the digit when it starts where TA-Lib does.
    np.testing.assert_allclose(mama(price, 0.0), talib.MAMA(price), rtol=1e-9)
    m, f = mama(price, price[11])
    return [
        ("mama(0.5,0.05)", "mama", "Ehlers 2001", m),
        ("mama(0.5,0.05)", "fama", "Ehlers 2001", f),
        ("alma(9,0.85,6)", "alma", "Legoux 2009", alma(b.close.to_numpy())),
        ("frama(16)", "frama", "Ehlers 2005", frama(high, low)),
        ("laguerre(0.8)", "laguerre", "Ehlers 2002", laguerre(price)),
        ("superSmoother(10)", "superSmoother", "Ehlers 2013", super_smoother(b.close.to_numpy())),
    ]


def from_ttr(file):
    return [
        ("evwma(20)", "evwma", "EVWMA", ttr(file, "EVWMA(x$close, x$volume, 20)")[0]),
    ]


def cases():
    for file in FILES:
        b = bars_of(file)
        for name, made in (
            ("TA-Lib", from_talib(b)),
            ("pandas-ta-classic", from_pandas_ta(b)),
            ("paper in numpy:", from_papers(b)),
            ("TTR", from_ttr(file)),
        ):
            for key, line, reference, values in made:
                yield case(key, line, file, f"{name} {reference}", values)


if __name__ == "__main__":
    versions = {
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "scipy": scipy.__version__,
        "TA-Lib": talib.__version__,
        "pandas-ta-classic": "0.8.32",
        "TTR": "0.24.3",
    }
    write("average", versions, list(cases()))
