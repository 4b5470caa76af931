"""Writes bars.json beside this file: what indicators of trend, volatility and volume are held to.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 TA-Lib==0.8.2
     venv/bin/python test/golden/features/generate-bars.py ../shared/golden/skender_default_502.csv
Where TA-Lib has an indicator its answer is taken; where it has none the definition is written out
here in numpy or pandas, over TA-Lib's parts. Every 50th row and the last are kept.
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import importlib.metadata
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import talib
from scipy import stats

d = pd.read_csv(sys.argv[1])
o, h, l, c, v = (d[k].astype(float).to_numpy() for k in ("open", "high", "low", "close", "volume"))
day = pd.to_datetime(d["date"])
S = pd.Series
BARS = pathlib.Path(sys.argv[1]).name
out = []


def case(key, line, reference, values, first=0):
    values = np.asarray(values, float)
    rows = [r for r in list(range(first, len(values), 50)) + [len(values) - 1]]
    kept = {str(r): float(values[r]) for r in rows if np.isfinite(values[r])}
    assert len(kept) >= 3, (key, line)
    out.append({"key": key, "line": line, "bars": BARS, "reference": reference, "rows": kept})


T = "TA-Lib "
# trend
case("dmi(14)", "plus", T + "PLUS_DI", talib.PLUS_DI(h, l, c, 14), 300)
case("dmi(14)", "minus", T + "MINUS_DI", talib.MINUS_DI(h, l, c, 14), 300)
case("dmi(14)", "dx", T + "DX", talib.DX(h, l, c, 14), 300)
case("dmi(14)", "adx", T + "ADX", talib.ADX(h, l, c, 14), 350)
case("dmi(14)", "adxr", T + "ADXR", talib.ADXR(h, l, c, 14), 350)
down, up = talib.AROON(h, l, 25)
case("aroon(25)", "up", T + "AROON", up)
case("aroon(25)", "down", T + "AROON", down)
case("aroon(25)", "oscillator", T + "AROONOSC", talib.AROONOSC(h, l, 25))
case("parabolicSar(0.02,0.2)", "sar", T + "SAR", talib.SAR(h, l, 0.02, 0.2))
case("parabolicSar(0.02,0.2)", "direction", T + "SAR against the close", np.sign((h + l) / 2 - talib.SAR(h, l, 0.02, 0.2)))
case("linearRegression(14)", "line", T + "LINEARREG", talib.LINEARREG(c, 14))
case("linearRegression(14)", "slope", T + "LINEARREG_SLOPE", talib.LINEARREG_SLOPE(c, 14))
case("linearRegression(14)", "intercept", T + "LINEARREG_INTERCEPT", talib.LINEARREG_INTERCEPT(c, 14))
case("linearRegression(14)", "forecast", T + "TSF", talib.TSF(c, 14))


def regression(window):
    x = np.arange(len(window))
    fit = np.polyfit(x, window, 1)
    rest = np.sum((window - np.polyval(fit, x)) ** 2)
    return rest, np.sum((window - window.mean()) ** 2)


rolled = [regression(c[i - 13 : i + 1]) if i >= 13 else (np.nan, np.nan) for i in range(len(c))]
case("linearRegression(14)", "rSquared", "numpy polyfit", [1 - a / b for a, b in rolled])
case("linearRegression(14)", "error", "numpy polyfit", [np.sqrt(a / 12) for a, _ in rolled])
atr22 = talib.ATR(h, l, c, 22)
case("chandelier(22,3)", "long", T + "MAX, ATR", talib.MAX(h, 22) - 3 * atr22)
case("chandelier(22,3)", "short", T + "MIN, ATR", talib.MIN(l, 22) + 3 * atr22)
single = talib.EMA(h - l, 9)
double = np.full_like(c, np.nan)
double[8:] = talib.EMA(single[8:], 9)
case("massIndex(9,25)", "massIndex", T + "EMA", S(single / double).rolling(25).sum())
case("qstick(8)", "qstick", T + "SMA", talib.SMA(c - o, 8))
trange = talib.TRANGE(h, l, c)
walk = S(trange).rolling(14).mean().to_numpy() * np.sqrt(14)
case("randomWalkIndex(14)", "up", T + "TRANGE", (h - S(l).shift(14)) / walk)
case("randomWalkIndex(14)", "down", T + "TRANGE", (S(h).shift(14) - l) / walk)
before = S(c).shift(1)
tops, bottoms = np.fmax(h, before), np.fmin(l, before)
spanned = S(tops).rolling(14).max() - S(bottoms).rolling(14).min()
chop = 100 * np.log10(S(trange).rolling(14).sum() / spanned) / np.log10(14)
case("choppiness(14)", "choppiness", "pandas", chop)
total = S(trange).rolling(14).sum()
case("vortex(14)", "plus", "pandas", (S(h) - S(l).shift(1)).abs().rolling(14).sum() / total)
case("vortex(14)", "minus", "pandas", (S(l) - S(h).shift(1)).abs().rolling(14).sum() / total)
mid = lambda n: (S(h).rolling(n).max() + S(l).rolling(n).min()) / 2
tenkan, kijun, slow = mid(9), mid(26), mid(52)
case("ichimoku(9,26,52,26)", "tenkan", "pandas", tenkan)
case("ichimoku(9,26,52,26)", "kijun", "pandas", kijun)
case("ichimoku(9,26,52,26)", "senkouA", "pandas", ((tenkan + kijun) / 2).shift(26))
case("ichimoku(9,26,52,26)", "senkouB", "pandas", slow.shift(26))
case("ichimoku(9,26,52,26)", "aheadA", "pandas", (tenkan + kijun) / 2)
case("ichimoku(9,26,52,26)", "aheadB", "pandas", slow)
a, b = ((tenkan + kijun) / 2).shift(26), slow.shift(26)
vote = lambda x: np.where(x > 0, 1, np.where(x < 0, 0, 0.5))
cloud = np.where(c > np.fmax(a, b), 1, np.where(c < np.fmin(a, b), 0, 0.5))
strength = cloud + vote(tenkan - kijun) + vote(c - kijun) + vote(c - S(c).shift(26))
strength = strength + vote((tenkan + kijun) / 2 - slow)
case("ichimoku(9,26,52,26)", "strength", "pandas", np.where(np.isnan(b), np.nan, 20 * strength))
case("efficiencyRatio(10)", "efficiency", "pandas", (S(c) - S(c).shift(10)).abs() / S(c).diff().abs().rolling(10).sum())
# volatility
case("atr(14)", "atr", T + "ATR", talib.ATR(h, l, c, 14))
case("averageRange(14)", "range", T + "TRANGE", trange)
case("averageRange(14)", "average", T + "ATR", talib.ATR(h, l, c, 14))
case("averageRange(14)", "percent", T + "NATR", talib.NATR(h, l, c, 14))
upper, middle, lower = talib.BBANDS(c, 20, 2, 2)
case("bollinger(20,2)", "upper", T + "BBANDS", upper)
case("bollinger(20,2)", "middle", T + "BBANDS", middle)
case("bollinger(20,2)", "lower", T + "BBANDS", lower)
case("bollinger(20,2)", "percentB", T + "BBANDS", (c - lower) / (upper - lower))
case("bollinger(20,2)", "width", T + "BBANDS", (upper - lower) / middle)
case("keltner(20,2,10)", "middle", T + "EMA", talib.EMA(c, 20))
case("keltner(20,2,10)", "upper", T + "EMA, ATR", talib.EMA(c, 20) + 2 * talib.ATR(h, l, c, 10))
case("keltner(20,2,10)", "lower", T + "EMA, ATR", talib.EMA(c, 20) - 2 * talib.ATR(h, l, c, 10))
case("keltner(20,2,10)", "width", T + "EMA, ATR", 4 * talib.ATR(h, l, c, 10) / talib.EMA(c, 20))
top, low = S(h).rolling(20).max().shift(1), S(l).rolling(20).min().shift(1)
case("donchian(20)", "upper", "pandas", top)
case("donchian(20)", "lower", "pandas", low)
case("donchian(20)", "middle", "pandas", (top + low) / 2)
case("donchian(20)", "width", "pandas", 2 * (top - low) / (top + low))
peak = S(c).rolling(14).max()
case("ulcer(14)", "ulcer", "pandas", np.sqrt(((100 * (peak - c) / peak) ** 2).rolling(14).mean()))
case("standardDeviation(10)", "deviation", T + "STDDEV", talib.STDDEV(c, 10))
case("standardDeviation(10)", "mean", T + "SMA", talib.SMA(c, 10))
case("standardDeviation(10)", "zScore", "pandas", (c - S(c).rolling(10).mean()) / S(c).rolling(10).std(ddof=0))
case("volatility(20)", "volatility", "pandas", S(c).pct_change().rolling(20).std())
spread = S(c).rolling(10).std(ddof=0)
change = S(c).diff()


def wilder(values, n):
    """Seeded with the mean of the first n finite values."""
    x = np.asarray(values, float)
    result = np.full_like(x, np.nan)
    at = np.flatnonzero(np.isfinite(x))
    mean = x[at[:n]].mean()
    result[at[n - 1]] = mean
    for i in at[n:]:
        mean += (x[i] - mean) / n
        result[i] = mean
    return result


ups = wilder(np.where(np.isnan(spread), np.nan, np.where(change > 0, spread, 0)), 14)
downs = wilder(np.where(np.isnan(spread), np.nan, np.where(change < 0, spread, 0)), 14)
case("relativeVolatility(10,14)", "index", "numpy", 100 * ups / (ups + downs))
# volume
case("onBalanceVolume()", "obv", T + "OBV", talib.OBV(c, v) - v[0])
case("priceVolumeTrend()", "pvt", "pandas", (S(c).pct_change().fillna(0) * v).cumsum())
growth = S(c).pct_change().fillna(0).to_numpy() + 1
less = np.concatenate([[False], v[1:] < v[:-1]])
more = np.concatenate([[False], v[1:] > v[:-1]])
case("volumeIndex()", "negative", "numpy", 1000 * np.cumprod(np.where(less, growth, 1)))
case("volumeIndex()", "positive", "numpy", 1000 * np.cumprod(np.where(more, growth, 1)))
case("accumulation()", "line", T + "AD", talib.AD(h, l, c, v))
case("chaikinOscillator(3,10)", "oscillator", T + "ADOSC", talib.ADOSC(h, l, c, v, 3, 10), 200)
place = np.where(h == l, 0, (2 * c - h - l) / np.where(h == l, 1, h - l))
case("chaikinMoneyFlow(20)", "flow", "pandas", S(place * v).rolling(20).sum() / S(v).rolling(20).sum())
case("moneyFlowIndex(14)", "index", T + "MFI", talib.MFI(h, l, c, v, 14))
typical = (h + l + c) / 3
vwap = np.cumsum(typical * v) / np.cumsum(v)
band = np.array([np.sqrt(np.average((typical[: i + 1] - vwap[i]) ** 2, weights=v[: i + 1])) for i in range(len(c))])
case("anchoredVwap(2)", "vwap", "numpy", vwap)
case("anchoredVwap(2)", "upper", "numpy", vwap + 2 * band)
case("anchoredVwap(2)", "lower", "numpy", vwap - 2 * band)
week = ((day - pd.Timestamp("1970-01-01")).dt.days + 6) // 7
paid, traded = S(typical * v).groupby(week).cumsum(), S(v).groupby(week).cumsum()
case("vwap(604800000000,2)", "vwap", "pandas, sessions of seven days since 1970", paid / traded)
case("rollingVwap(20)", "vwap", "pandas", S(typical * v).rolling(20).sum() / S(v).rolling(20).sum())
force = S(change * v).to_numpy()
mean = np.full_like(c, np.nan)
mean[1:] = talib.EMA(force[1:], 13)
case("forceIndex(13)", "force", T + "EMA", mean)
middles = (h + l) / 2
case("easeOfMovement(14)", "ease", "pandas", S(np.diff(middles, prepend=np.nan) * (h - l) / v).rolling(14).mean())
case("relativeVolume(20)", "ratio", "pandas", v / S(v).rolling(20).mean())
case("relativeVolume(20)", "zScore", "pandas", (v - S(v).rolling(20).mean()) / S(v).rolling(20).std(ddof=0))


def ema(values, n):
    x = np.asarray(values, float)
    at = np.flatnonzero(np.isfinite(x))
    result = np.full_like(x, np.nan)
    result[at[0] :] = talib.EMA(x[at[0] :], n)
    return result


pvo = 100 * (ema(v, 12) - ema(v, 26)) / ema(v, 26)
case("volumeOscillator(12,26,9)", "oscillator", T + "EMA", pvo)
case("volumeOscillator(12,26,9)", "signal", T + "EMA", ema(pvo, 9))
price = h + l + c
side = np.zeros(len(c))
moved = np.zeros(len(c))
for i in range(1, len(c)):
    side[i] = np.sign(price[i] - price[i - 1]) or side[i - 1]
    if i > 1:
        same = side[i] == side[i - 1]
        moved[i] = (moved[i - 1] if same else h[i - 1] - l[i - 1]) + h[i] - l[i]
power = np.full(len(c), np.nan)
for i in range(2, len(c)):
    power[i] = v[i] * abs(2 * ((h[i] - l[i]) / moved[i] - 1)) * side[i] * 100
kvo = ema(power, 34) - ema(power, 55)
case("klinger(34,55,13)", "oscillator", T + "EMA", kvo)
case("klinger(34,55,13)", "signal", T + "EMA", ema(kvo, 13))


def profile(i, period=100, bins=24, share=0.7):
    p, w = typical[i - period + 1 : i + 1], v[i - period + 1 : i + 1]
    counts, edges = np.histogram(p, bins=bins, weights=w)
    first = last = int(np.argmax(counts))
    held = counts[first]
    while held < share * w.sum():
        above = counts[last + 1] if last < bins - 1 else -1
        below = counts[first - 1] if first > 0 else -1
        if above >= below:
            last += 1
        else:
            first -= 1
        held += max(above, below)
    top = int(np.argmax(counts))
    return (edges[top] + edges[top + 1]) / 2, edges[first], edges[last + 1]


profiles = np.array([profile(i) if i >= 99 else (np.nan,) * 3 for i in range(len(c))])
for i, name in enumerate(("control", "low", "high")):
    case("volumeProfile(100,24,0.7)", name, "numpy histogram", profiles[:, i])

# levels and charts
frame = pd.DataFrame({"week": week, "o": o, "h": h, "l": l, "c": c})
weeks = frame.groupby("week").agg(o=("o", "first"), h=("h", "max"), l=("l", "min"), c=("c", "last"))
past = weeks.shift(1).loc[week].reset_index(drop=True)
opens = weeks["o"].loc[week].to_numpy()
O, H, L, C = (past[k].to_numpy() for k in "ohlc")


def pivots(kind, now):
    R = H - L
    P = {"camarilla": C, "woodie": (H + L + 2 * now) / 4}.get(kind, (H + L + C) / 3)
    if kind == "demark":
        X = np.where(C < O, H + 2 * L + C, np.where(C > O, 2 * H + L + C, H + L + 2 * C))
        return {"pivot": X / 4, "r1": X / 2 - L, "s1": X / 2 - H}
    if kind in ("standard", "woodie"):
        return {
            "pivot": P, "r1": 2 * P - L, "r2": P + R, "r3": H + 2 * (P - L),
            "s1": 2 * P - H, "s2": P - R, "s3": L - 2 * (H - P),
        }
    steps = [0.382, 0.618, 1] if kind == "fibonacci" else [1.1 / 12, 1.1 / 6, 1.1 / 4, 1.1 / 2]
    found = {"pivot": P}
    for n, step in enumerate(steps, 1):
        found |= {f"r{n}": P + step * R, f"s{n}": P - step * R}
    return found


for kind in ("standard", "fibonacci", "camarilla", "woodie", "demark"):
    for name, values in pivots(kind, opens).items():
        case(f"pivotPoints({kind},604800000000)", name, "numpy, sessions of seven days since 1970", values)
top = np.array([h[i - 2] if i >= 4 and h[i - 2] > max(h[i - 4], h[i - 3], h[i - 1], h[i]) else np.nan for i in range(len(h))])
low = np.array([l[i - 2] if i >= 4 and l[i - 2] < min(l[i - 4], l[i - 3], l[i - 1], l[i]) else np.nan for i in range(len(l))])
for name, values in (("top", top), ("bottom", low)):
    at = [int(i) for i in np.flatnonzero(np.isfinite(values))[::8]]
    out.append({"key": "fractal(2)", "line": name, "bars": BARS, "reference": "numpy", "rows": {str(i): float(values[i]) for i in at}})
ha_close = (o + h + l + c) / 4
ha_open = np.empty_like(c)
ha_open[0] = (o[0] + c[0]) / 2
for i in range(1, len(c)):
    ha_open[i] = (ha_open[i - 1] + ha_close[i - 1]) / 2
case("heikinAshi()", "close", "numpy", ha_close)
case("heikinAshi()", "open", "numpy", ha_open)
case("heikinAshi()", "high", "numpy", np.max([h, ha_open, ha_close], axis=0))
case("heikinAshi()", "low", "numpy", np.min([l, ha_open, ha_close], axis=0))

# statistics and patterns
returns = S(c).pct_change()
windows = [returns.to_numpy()[i - 49 : i + 1] if i >= 50 else None for i in range(len(c))]


def rolled(of):
    return [np.nan if w is None else of(w) for w in windows]


def lag(w):
    gaps = w - w.mean()
    return np.sum(gaps[1:] * gaps[:-1]) / np.sum(gaps * gaps)


case("returnStatistics(50)", "mean", "numpy", rolled(np.mean))
case("returnStatistics(50)", "deviation", "numpy", rolled(lambda w: np.std(w, ddof=1)))
case("returnStatistics(50)", "skewness", "scipy skew", rolled(stats.skew))
case("returnStatistics(50)", "kurtosis", "scipy kurtosis", rolled(lambda w: stats.kurtosis(w, fisher=False)))
case("returnStatistics(50)", "autocorrelation", "numpy", rolled(lag))
case("returnStatistics(50)", "sharpe", "numpy", rolled(lambda w: np.mean(w) / np.std(w, ddof=1)))
ranks = [stats.percentileofscore(c[i - 100 : i], c[i], kind="strict") if i >= 100 else np.nan for i in range(len(c))]
case("percentRank(100)", "rank", "scipy percentileofscore", ranks)
tops, lows = S(c).rolling(100).max(), S(c).rolling(100).min()
since = lambda pick: S(c).rolling(100).apply(lambda w: len(w) - 1 - (len(w) - 1 - pick(w[::-1])), raw=True)
case("rollingDrawdown(100)", "drawdown", "pandas", (tops - c) / tops)
case("rollingDrawdown(100)", "rise", "pandas", (c - lows) / lows)
case("rollingDrawdown(100)", "sinceHigh", "numpy argmax", since(np.argmax))
case("rollingDrawdown(100)", "sinceLow", "numpy argmin", since(np.argmin))


def cycle(i):
    power = np.abs(np.fft.rfft(returns.to_numpy()[i - 63 : i + 1])) ** 2
    power[1:-1] *= 2
    power = power[1:]
    return 64 / (np.argmax(power) + 1), power.max() / power.sum(), power[:7].sum() / power.sum()


cycles = np.array([cycle(i) if i >= 64 else (np.nan,) * 3 for i in range(len(c))])
for k, name in enumerate(("period", "share", "slow")):
    case("dominantCycle(64)", name, "numpy rfft", cycles[:, k])

swing, side, age = (np.full(len(c), np.nan) for _ in range(3))
up, top, bottom, top_at, bottom_at = None, h[0], l[0], 0, 0
for i in range(1, len(c)):
    turned = False
    if up is None:
        rises, falls = h[i] >= bottom * 1.05, l[i] <= top * 0.95
        assert not (rises and falls)
        if rises or falls:
            swing[i], side[i], age[i] = (bottom, -1, i - bottom_at) if rises else (top, 1, i - top_at)
            up, turned = rises, True
    elif up and h[i] < top and l[i] <= top * 0.95:
        swing[i], side[i], age[i], up, turned = top, 1, i - top_at, False, True
    elif not up and l[i] > bottom and h[i] >= bottom * 1.05:
        swing[i], side[i], age[i], up, turned = bottom, -1, i - bottom_at, True, True
    if (turned and up) or (up is not False and not turned and h[i] >= top):
        top, top_at = h[i], i
    if (turned and not up) or (up is not True and not turned and l[i] <= bottom):
        bottom, bottom_at = l[i], i
for name, values in (("swing", swing), ("side", side), ("age", age)):
    at = np.flatnonzero(np.isfinite(values))
    assert len(at) >= 3
    rows = {str(i): float(values[i]) for i in at}
    out.append({"key": "zigzag(0.05)", "line": name, "bars": BARS, "reference": "numpy", "rows": rows})

rsi = talib.RSI(c, 14)
regular, hidden = np.zeros(len(c)), np.zeros(len(c))
last = {}
for i in range(24, len(c)):
    m = i - 5
    around = np.concatenate([c[m - 5 : m], c[m + 1 : i + 1]])
    # The window of closes begins with the index itself.
    if m - 5 < 14:
        continue
    for kind, way in (("low", 1), ("high", -1)):
        if not np.all(way * c[m] < way * around):
            continue
        if kind in last and m - last[kind] <= 60:
            moved, felt = way * (c[m] - c[last[kind]]), way * (rsi[m] - rsi[last[kind]])
            if moved < 0 and felt > 0:
                regular[i] = way
            if moved > 0 and felt < 0:
                hidden[i] = way
        last[kind] = m
for name, values in (("regular", regular), ("hidden", hidden)):
    rows = {str(i): float(values[i]) for i in range(14, len(c)) if values[i] != 0 or i % 50 == 0}
    assert sum(1 for v in rows.values() if v) >= 3, name
    out.append({"key": "divergence(14,5,60)", "line": name, "bars": BARS, "reference": "numpy over TA-Lib RSI", "rows": rows})

# what Stock.Indicators publishes too few numbers of, written out from the definitions
def directional():
    """Wilder's sums, seeded with plain sums, and his index, seeded with a plain mean."""
    plus = minus = 0.0
    index, seen = np.full(len(c), np.nan), []
    for i in range(1, len(c)):
        up, fall = h[i] - h[i - 1], l[i - 1] - l[i]
        keep = 13 / 14 if i > 14 else 1
        plus = plus * keep + (up if up > max(fall, 0) else 0)
        minus = minus * keep + (fall if fall > max(up, 0) else 0)
        if i >= 14:
            seen.append(100 * abs(plus - minus) / (plus + minus))
        if i == 27:
            index[i] = np.mean(seen)
        elif i > 27:
            index[i] = index[i - 1] + (seen[-1] - index[i - 1]) / 14
    return index


case("adx(14)", "adx", "numpy", directional())
case("highest(20)", "highest", "pandas", S(h).rolling(20).max().shift(1))
case("lowest(20)", "lowest", "pandas", S(l).rolling(20).min().shift(1))


def trail(center, reach, starts_up):
    stop, way = np.full(len(c), np.nan), np.full(len(c), np.nan)
    first = int(np.flatnonzero(np.isfinite(reach))[0])
    top, bottom, up = center[first] + reach[first], center[first] - reach[first], starts_up[first]
    for i in range(first, len(c)):
        over, under = center[i] + reach[i], center[i] - reach[i]
        top = over if over < top or c[i - 1] > top else top
        bottom = under if under > bottom or c[i - 1] < bottom else bottom
        up = c[i] > (bottom if up else top)
        stop[i], way[i] = (bottom, 1) if up else (top, -1)
    return stop, way


halves = (h + l) / 2
stop, way = trail(halves, 3 * talib.ATR(h, l, c, 10), c >= halves)
case("superTrend(10,3)", "stop", "numpy over TA-Lib ATR", stop)
case("superTrend(10,3)", "direction", "numpy over TA-Lib ATR", way)
stop, way = trail(c, 3 * talib.ATR(h, l, c, 21), c >= np.roll(c, 1))
case("atrStop(21,3)", "stop", "numpy over TA-Lib ATR", stop)
case("atrStop(21,3)", "direction", "numpy over TA-Lib ATR", way)
case("ichimoku(9,26,52,26)", "chikou", "the close, drawn back by charts alone", c)
nearest = {}
for name, sign in (("support", 1), ("resistance", -1)):
    levels = np.array([kijun, a, b]) * sign
    with np.errstate(invalid="ignore"):
        nearest[name] = sign * np.max(np.where(levels < c * sign, levels, -np.inf), axis=0)
    nearest[name][np.isnan(b) | np.isinf(nearest[name])] = np.nan
    at = np.flatnonzero(np.isfinite(nearest[name]))[::25]
    rows = {str(i): float(nearest[name][i]) for i in at}
    assert len(rows) >= 3
    out.append({"key": "ichimoku(9,26,52,26)", "line": name, "bars": BARS, "reference": "numpy", "rows": rows})
jaw, teeth, lips = (S(wilder(halves, n)).shift(k) for n, k in ((13, 8), (8, 5), (5, 3)))
mouth = {"jaw": jaw, "teeth": teeth, "lips": lips, "upper": (jaw - teeth).abs(), "lower": -(teeth - lips).abs()}
for name, values in mouth.items():
    case("alligator(13,8,5)", name, "numpy", values)
logs = {k: np.log(x / y) for k, x, y in (("hl", h, l), ("co", c, o), ("hc", h, c), ("ho", h, o), ("lc", l, c), ("lo", l, o))}
squares = {
    "parkinson": logs["hl"] ** 2 / (4 * np.log(2)),
    "garman-klass": logs["hl"] ** 2 / 2 - (2 * np.log(2) - 1) * logs["co"] ** 2,
    "rogers-satchell": logs["hc"] * logs["ho"] + logs["lc"] * logs["lo"],
}
for name, values in squares.items():
    case(f"rangeVolatility({name},10,1)", "volatility", "pandas", np.sqrt(S(values).rolling(10).mean()))
moves, gaps = np.log(S(c) / S(c).shift(1)), np.log(S(o) / S(c).shift(1))
case("rangeVolatility(close-to-close,10,1)", "volatility", "pandas", moves.rolling(10).std())
k = 0.34 / (1.34 + 11 / 9)
within = S(squares["rogers-satchell"]).rolling(10).mean()
yang_zhang = gaps.rolling(10).var() + k * S(logs["co"]).rolling(10).var() + (1 - k) * within
case("rangeVolatility(yang-zhang,10,1)", "volatility", "pandas", np.sqrt(yang_zhang))
spans = [np.flatnonzero(week[: i + 1] == week[i]) for i in range(len(c))]
middle = np.array([np.average(typical[at], weights=v[at]) for at in spans])
reach = np.array([np.sqrt(np.average((typical[at] - middle[i]) ** 2, weights=v[at])) for i, at in enumerate(spans)])
case("vwap(604800000000,2)", "upper", "numpy, sessions of seven days since 1970", middle + 2 * reach)
case("vwap(604800000000,2)", "lower", "numpy, sessions of seven days since 1970", middle - 2 * reach)
for name in ("vwap", "upper", "lower"):
    case("vwap(86400000000,2)", name, "the typical price, each daily bar being a session", typical)
case("volumeOscillator(12,26,9)", "histogram", T + "EMA", pvo - ema(pvo, 9))
O, H, L, C = (S(x).shift(1).to_numpy() for x in (o, h, l, c))
for kind in ("standard", "fibonacci", "camarilla", "woodie", "demark"):
    for name, values in pivots(kind, o).items():
        case(f"pivotPoints({kind},86400000000)", name, "numpy, each daily bar being a session", values)
O, C = S(o).shift(20).to_numpy(), S(c).shift(1).to_numpy()
H, L = S(h).rolling(20).max().shift(1).to_numpy(), S(l).rolling(20).min().shift(1).to_numpy()
for kind in ("standard", "fibonacci", "camarilla", "woodie", "demark"):
    for name, values in pivots(kind, o).items():
        case(f"rollingPivots({kind},20,0)", name, "numpy", values)


def bricks():
    first, height = 14, talib.ATR(h, l, c, 14)[14]
    closes, opens, counts = (np.full(len(c), np.nan) for _ in range(3))
    last_open = last_close = c[first]
    for i in range(first, len(c)):
        high, low = max(last_open, last_close), min(last_open, last_close)
        rises, falls = int((c[i] - high) // height), int((low - c[i]) // height)
        counts[i] = rises if rises > 0 else -max(falls, 0)
        if counts[i] > 0:
            last_close = high + rises * height
            last_open = last_close - height
        elif counts[i] < 0:
            last_close = low - falls * height
            last_open = last_close + height
        closes[i], opens[i] = last_close, last_open
    return closes, opens, counts


for name, values in zip(("close", "open", "bricks"), bricks()):
    at = [i for i in range(len(c)) if np.isfinite(values[i]) and (i % 50 == 0 or (name == "bricks" and values[i]))]
    rows = {str(i): float(values[i]) for i in at}
    assert len(rows) >= 3
    out.append({"key": "renkoAtr(14)", "line": name, "bars": BARS, "reference": "numpy over TA-Lib ATR", "rows": rows})
told, way = np.full(len(c), np.nan), np.full(len(c), np.nan)
for i in range(len(c)):
    told[i], way[i] = (swing[i], -side[i]) if np.isfinite(swing[i]) else (told[i - 1], way[i - 1])
case("zigzag(0.05)", "last", "numpy", told)
case("zigzag(0.05)", "direction", "numpy", way)

versions = {p: importlib.metadata.version(p) for p in ("numpy", "pandas", "scipy", "TA-Lib")}
head = {"versions": versions, "tolerance": 1e-9}
text = json.dumps({**head, "cases": out}, indent=1)
(pathlib.Path(__file__).parent / "bars.json").write_text(text + "\n")
