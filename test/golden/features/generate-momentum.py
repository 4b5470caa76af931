"""Writes momentum.json beside this file: the numbers src/features/momentum is held to.

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 pandas==3.1.1 TA-Lib==0.8.2 ta==0.11.0 tulipy==0.4.0
     venv/bin/pip install pandas-ta-classic==0.8.32
     Rscript -e 'install.packages("TTR")'  # 0.24.3
     venv/bin/python test/golden/features/generate-momentum.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import numpy as np
import pandas as pd
import pandas_ta_classic as pta
import ta
import talib
import tulipy

from golden_rows import FILES, bars_of, case, ema, lag, sma, ttr, write


def from_talib(b):
    o, h, l, c = (b[name].to_numpy() for name in ("open", "high", "low", "close"))
    slow_k, slow_d = talib.STOCH(h, l, c, 14, 3, 0, 3, 0)
    fast_k, fast_d = talib.STOCHF(h, l, c, 14, 3, 0)
    # With a signal of 1 bar TA-Lib gives its first fast k as soon as there is one.
    bare_k, _ = talib.STOCHF(h, l, c, 14, 1, 0)
    kdj = talib.KDJ(h, l, c)
    rsi_k, rsi_d = talib.STOCHRSI(c, 14, 14, 3, 0)
    bare_rsi_k, _ = talib.STOCHRSI(c, 14, 14, 1, 0)
    eri = talib.ERI(h, l, c, 13)
    smi = talib.SMI(h, l, c, 13, 2, 25, 9)
    tsi = talib.TSI(c, 25, 13)
    roc = talib.ROC(c, 12)
    rvi = talib.RVI(c, 14, 10)
    correlation = talib.CORREL(c, np.arange(len(c), dtype=float), 20)
    ppo, apo = talib.PPO(c, 12, 26, 1), talib.APO(c, 12, 26, 1)
    return [
        ("rsi(14)", "rsi", "RSI", talib.RSI(c, 14)),
        ("stochastic(14,3,3)", "k", "STOCH", slow_k),
        ("stochastic(14,3,3)", "d", "STOCH", slow_d),
        ("stochastic(14,3,3)", "fastK", "STOCHF", bare_k),
        ("stochastic(14,3,3)", "j", "STOCH", 3 * slow_k - 2 * slow_d),
        ("stochastic(14,1,3)", "k", "STOCHF", fast_k),
        ("stochastic(14,1,3)", "d", "STOCHF", fast_d),
        ("kdj(9,3,3)", "k", "KDJ", kdj[0]),
        ("kdj(9,3,3)", "d", "KDJ", kdj[1]),
        ("kdj(9,3,3)", "j", "KDJ", kdj[2]),
        ("stochRsi(14,14,1,3)", "k", "STOCHRSI", rsi_k),
        ("stochRsi(14,14,1,3)", "d", "STOCHRSI", rsi_d),
        ("stochRsi(14,14,3,3)", "k", "SMA of STOCHRSI", sma(bare_rsi_k, 3)),
        ("stochRsi(14,14,3,3)", "d", "SMA of SMA of STOCHRSI", sma(sma(bare_rsi_k, 3), 3)),
        ("ppo(12,26,9)", "ppo", "PPO", settled(ppo, 150)),
        ("apo(12,26)", "apo", "APO", settled(apo, 150)),
        ("roc(12,9)", "roc", "ROC", roc),
        ("roc(12,9)", "signal", "SMA of ROC", sma(roc, 9)),
        ("rocRatio(12)", "rocRatio", "ROCR", talib.ROCR(c, 12)),
        ("momentum(10)", "momentum", "MOM", talib.MOM(c, 10)),
        ("cmo(14)", "cmo", "CMOU", talib.CMOU(c, 14)),
        ("cci(20)", "cci", "CCI", talib.CCI(h, l, c, 20)),
        ("williamsR(14)", "williamsR", "WILLR", talib.WILLR(h, l, c, 14)),
        ("ultimate(7,14,28)", "ultimate", "ULTOSC", talib.ULTOSC(h, l, c)),
        ("tsi(25,13,7)", "tsi", "TSI", tsi),
        ("tsi(25,13,7)", "signal", "EMA of TSI", ema(tsi, 7)),
        ("awesome(5,34)", "awesome", "AO", talib.AO(h, l)),
        ("awesome(5,34)", "normalized", "AO over MEDPRICE", 100 * talib.AO(h, l) / talib.MEDPRICE(h, l)),
        ("accelerator(5,34,5)", "accelerator", "AC", talib.AC(h, l)),
        ("trix(15,9)", "trix", "TRIX", talib.TRIX(c, 15)),
        ("trix(15,9)", "signal", "EMA of TRIX", ema(talib.TRIX(c, 15), 9)),
        ("smi(13,25,2,9)", "smi", "SMI", smi[0]),
        ("smi(13,25,2,9)", "signal", "SMI", smi[1]),
        ("coppock(14,11,10)", "coppock", "COPPOCK", talib.COPPOCK(c)),
        ("dpo(20)", "dpo", "DPO", talib.DPO(c, 20)),
        ("elderRay(13)", "bull", "ERI", eri[0]),
        ("elderRay(13)", "bear", "ERI", eri[1]),
        ("balanceOfPower(1)", "balanceOfPower", "BOP", talib.BOP(o, h, l, c)),
        ("balanceOfPower(14)", "balanceOfPower", "SMA of BOP", sma(talib.BOP(o, h, l, c), 14)),
        ("forecastOscillator(14)", "forecastOscillator", "FOSC", talib.FOSC(c, 14)),
        ("intradayMomentum(14)", "intradayMomentum", "IMI", talib.IMI(o, c, 14)),
        ("correlationTrend(20)", "correlationTrend", "CORREL with the rows", correlation),
        ("inertia(20,14,10)", "inertia", "LINEARREG of RVI", linear(rvi, 20)),
    ]


def settled(values, bars):
    """What is left when so many bars have worn off another seed, to 1e-9."""
    out = np.array(values)
    out[:bars] = np.nan
    return out


def linear(values, period):
    first = np.flatnonzero(~np.isnan(values))[0]
    return np.concatenate([np.full(first, np.nan), talib.LINEARREG(values[first:].copy(), period)])


def from_ttr(file):
    ppo = ttr(file, "MACD(x$close, 12, 26, 9, percent = TRUE)")
    macd = ttr(file, "MACD(x$close, 12, 26, 9, percent = FALSE)")
    bars = 'x[, c("high", "low", "close")]'
    smi = ttr(file, f"SMI({bars}, 13, 2, 25, 9)")
    plain = 'RSI(x$close, 14, maType = "SMA")'
    return [
        ("rsi(14)", "rsi", "RSI", ttr(file, "RSI(x$close, 14)")[0]),
        ("cutlerRsi(14)", "cutlerRsi", "RSI", ttr(file, plain)[0]),
        ("macd(12,26,9)", "macd", "MACD", macd[0]),
        ("macd(12,26,9)", "signal", "MACD", macd[1]),
        ("macd(12,26,9)", "histogram", "MACD", macd[0] - macd[1]),
        ("apo(12,26)", "apo", "MACD", macd[0]),
        ("ppo(12,26,9)", "ppo", "MACD", ppo[0]),
        ("ppo(12,26,9)", "signal", "MACD", ppo[1]),
        ("ppo(12,26,9)", "histogram", "MACD", ppo[0] - ppo[1]),
        ("trix(15,9)", "trix", "TRIX", ttr(file, "TRIX(x$close, 15, 9)")[0]),
        ("cmo(14)", "cmo", "CMO", ttr(file, "CMO(x$close, 14)")[0]),
        ("cci(20)", "cci", "CCI", ttr(file, f"CCI({bars}, 20)")[0]),
        ("smi(13,25,2,9)", "smi", "SMI", settled(smi[0], 330)),
        ("smi(13,25,2,9)", "signal", "SMI", settled(smi[1], 330)),
    ]


def from_others(b):
    h, l = b.high.to_numpy(), b.low.to_numpy()
    kst = ta.trend.KSTIndicator(b.close, fillna=False)
    # It fills what is missing at the start with the mean of all closes.
    line = kst.kst().to_numpy(copy=True)
    line[:44] = np.nan
    fisher, trigger = tulipy.fisher(h.copy(), l.copy(), 9)
    pad = lambda values: np.concatenate([np.full(len(h) - len(values), np.nan), values])
    vigor = pta.rvgi(b.open, b.high, b.low, b.close, 10, 4)
    psl = pta.psl(b.close, length=12).to_numpy(copy=True)
    lrsi = pta.lrsi(b.close, gamma=0.5).to_numpy(copy=True)
    psl[:12] = np.nan
    lrsi[:3] = np.nan
    shift = np.array(pad(trigger))
    shift[:9] = np.nan
    return [
        ("kst(10,15,20,30;10,10,10,15;9)", "kst", "ta KSTIndicator", line),
        ("kst(10,15,20,30;10,10,10,15;9)", "signal", "mean of ta KSTIndicator", sma(line, 9)),
        ("fisher(9)", "fisher", "tulipy fisher", pad(fisher)),
        ("fisher(9)", "trigger", "tulipy fisher", shift),
        ("relativeVigor(10)", "relativeVigor", "pandas-ta-classic rvgi", vigor["RVGI_10_4"]),
        ("relativeVigor(10)", "signal", "pandas-ta-classic rvgi", vigor["RVGIs_10_4"]),
        ("laguerreRsi(0.5)", "laguerreRsi", "pandas-ta-classic lrsi", lrsi),
        ("bias(26)", "bias", "pandas-ta-classic bias", pta.bias(b.close, 26)),
        ("psychologicalLine(12)", "psychologicalLine", "pandas-ta-classic psl", psl),
        ("centerOfGravity(10)", "centerOfGravity", "pandas-ta-classic cg", pta.cg(b.close, 10)),
    ]


def strength(changes, period):
    """Wilder's relative strength index of changes, the first of which is missing."""
    up = ema(np.where(np.isnan(changes), np.nan, np.maximum(changes, 0)), period, 1 / period)
    down = ema(np.where(np.isnan(changes), np.nan, np.maximum(-changes, 0)), period, 1 / period)
    return 100 * up / (up + down)


def connors(c):
    streak = np.zeros(len(c))
    for t in range(1, len(c)):
        side = np.sign(c[t] - c[t - 1])
        streak[t] = side + (streak[t - 1] if side * streak[t - 1] > 0 else 0)
    rank = np.full(len(c), np.nan)
    change = c[1:] / c[:-1] - 1
    for t in range(101, len(c)):
        rank[t] = np.sum(change[t - 101 : t - 1] < change[t - 1])
    rsi, of_streak = talib.RSI(c, 3), talib.RSI(streak, 2)
    return (rsi + of_streak + rank) / 3, rsi, of_streak, rank


def schaff(c, fast=23, slow=50, cycle=10, weight=0.5):
    line = talib.EMA(c, slow) * -1 + ema(c, fast)
    single = None
    for _ in range(2):
        frame = pd.Series(line)
        low, high = frame.rolling(cycle).min(), frame.rolling(cycle).max()
        # Held where there is no range, and 50 until there was one.
        place = (100 * (frame - low) / (high - low)).to_numpy(copy=True)
        for t in np.flatnonzero((high == low).to_numpy()):
            place[t] = 50 if np.isnan(place[t - 1]) else place[t - 1]
        single = sma(place, 3) if single is None else single
        line = ema(place, 1, weight)
    return line, single


def qqe(c, period=14, smooth=5, factor=4.236):
    index = ema(talib.RSI(c, period), smooth)
    moves = ema(ema(np.abs(index - lag(index, 1)), 2 * period - 1), 2 * period - 1)
    trail = np.full(len(c), np.nan)
    for t in np.flatnonzero(~np.isnan(moves)):
        below, above, held = index[t] - factor * moves[t], index[t] + factor * moves[t], trail[t - 1]
        if np.isnan(held):
            trail[t] = below
        elif index[t] > held:
            trail[t] = max(held, below) if index[t - 1] > held else below
        elif index[t] < held:
            trail[t] = min(held, above) if index[t - 1] < held else above
        else:
            trail[t] = held
    return index, trail


def from_definitions(b):
    c = b.close.to_numpy()
    cycle, single = schaff(c)
    # ta seeds its averages with the first close, of which 450 bars leave little.
    late = ta.trend.STCIndicator(b.close).stc().to_numpy()
    np.testing.assert_allclose(cycle[450:], late[450:], atol=1e-4)
    np.testing.assert_allclose(strength(c - lag(c, 1), 14), talib.RSI(c, 14), rtol=1e-9)
    pmo = ema(10 * ema(talib.ROC(c, 1), 35, 2 / 35), 20, 2 / 20)
    index, trail = qqe(c)
    ranges = talib.TRANGE(b.high.to_numpy(), b.low.to_numpy(), c)
    return [
        *zip(
            ["connorsRsi(3,2,100)"] * 4,
            ["connorsRsi", "rsi", "streakRsi", "percentRank"],
            ["Connors and Alvarez 2012"] * 4,
            connors(c),
        ),
        ("stc(23,50,10,0.5)", "stc", "Schaff 1999", cycle),
        ("stc(23,50,10,0.5)", "macdStochastic", "Schaff 1999", single),
        ("pmo(35,20,10)", "pmo", "Swenlin", pmo),
        ("pmo(35,20,10)", "signal", "Swenlin", ema(pmo, 10)),
        ("relativeMomentum(20,5)", "relativeMomentum", "Altman 1993", strength(c - lag(c, 5), 20)),
        ("prettyGood(14)", "prettyGood", "Johnson", (c - sma(c, 14)) / ema(ranges, 14)),
        ("qqe(14,5,4.236)", "qqe", "Ignatyev 2008", index),
        ("qqe(14,5,4.236)", "trail", "Ignatyev 2008", trail),
    ]


def cases():
    for file in FILES:
        b = bars_of(file)
        for name, made in (
            ("TA-Lib ", from_talib(b)),
            ("TTR ", from_ttr(file)),
            ("", from_others(b)),
            ("definition in numpy: ", from_definitions(b)),
        ):
            for key, line, reference, values in made:
                yield case(key, line, file, name + reference, values)


if __name__ == "__main__":
    versions = {
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "TA-Lib": talib.__version__,
        "TTR": "0.24.3",
        "ta": "0.11.0",
        "tulipy": "0.4.0",
        "pandas-ta-classic": "0.8.32",
    }
    write("momentum", versions, list(cases()))
