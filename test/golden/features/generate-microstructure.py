"""Writes microstructure.json beside this file: what src/features/microstructure is held to.

Each figure is the formula of its paper written out in numpy or pandas, over recorded ticks in whole
ticks and lots (the shared market data, beside the repository).

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 statsmodels==0.15.0
     venv/bin/python test/golden/features/generate-microstructure.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

HERE = pathlib.Path(__file__).resolve().parent
TICKS = HERE.parents[3] / "shared" / "data" / "ticks"
PERPETUAL = "binance_usdm_btcusdt_20230405"
SPOT = "binance_spot_btcusdt_20240809"
GRID = {PERPETUAL: (0.1, 0.001), SPOT: (0.01, 0.00001)}


def steps(column, step):
    return np.rint(column.to_numpy() / step)


def quotes(name):
    tick, lot = GRID[name]
    rows = pd.read_csv(TICKS / f"{name}.bbo.csv.gz")
    return pd.DataFrame(
        {
            "ts": rows.local_ts_ns // 1000,
            "bid": steps(rows.bid, tick),
            "bidSize": steps(rows.bid_qty, lot),
            "ask": steps(rows.ask, tick),
            "askSize": steps(rows.ask_qty, lot),
        }
    )


def trades(name):
    tick, lot = GRID[name]
    rows = pd.read_csv(TICKS / f"{name}.trades.csv.gz")
    return pd.DataFrame(
        {
            "ts": rows.local_ts_ns // 1000,
            "price": steps(rows.price, tick),
            "size": steps(rows.qty, lot),
            "sign": np.where(rows.side == "buy", 1, -1),
        }
    )


def books(name, updates, levels):
    """The best levels after each update, best first: bid price, size, ask price, size."""
    tick, lot = GRID[name]
    rows = pd.read_csv(TICKS / f"{name}.l2.csv.gz", nrows=100_000)
    sides = {"bid": {}, "ask": {}}
    price, size = steps(rows.price, tick), steps(rows.qty, lot)
    found = []
    for at, update in enumerate(rows.last_update_id):
        side = sides[rows.side[at]]
        if size[at] == 0:
            side.pop(price[at], None)
        else:
            side[price[at]] = size[at]
        if at + 1 < len(rows) and rows.last_update_id[at + 1] == update:
            continue
        bids = sorted(sides["bid"].items(), reverse=True)[:levels]
        asks = sorted(sides["ask"].items())[:levels]
        found.append(np.array([[*bid, *ask] for bid, ask in zip(bids, asks)]))
        if len(found) == updates:
            return np.array(found)
    raise ValueError("the file is too short")


def order_flow_imbalance(book, window, at):
    bid, bid_size, ask, ask_size = (book[:, :, k] for k in range(4))
    up, down = bid[1:] >= bid[:-1], bid[1:] <= bid[:-1]
    flow = up * bid_size[1:] - down * bid_size[:-1]
    up, down = ask[1:] >= ask[:-1], ask[1:] <= ask[:-1]
    flow = flow - down * ask_size[1:] + up * ask_size[:-1]
    depth = (bid_size + ask_size)[1:].mean(axis=1) / 2
    found = []
    for end in at:
        level = flow[end - window : end].sum(axis=0)
        scaled = level.sum() / depth[end - window : end].mean()
        found.append(
            {"at": end, "levels": level.tolist(), "total": level.sum(), "scaled": scaled}
        )
    return found


def shapes(book, at, levels, reach):
    found = []
    for row in at:
        bid, bid_size, ask, ask_size = book[row].T
        middle = (bid[0] + ask[0]) / 2
        weights = [bid_size * np.exp(-(middle - bid) / reach), ask_size * np.exp(-(ask - middle) / reach)]
        press = [w.sum() for w in weights]
        slopes = []
        for price, size in ((bid, bid_size), (ask, ask_size)):
            distance, upto = np.abs(price - middle), np.cumsum(size)
            slopes.append(np.linalg.lstsq(distance[:, None], upto, rcond=None)[0][0])
        top = (bid_size[0] - ask_size[0]) / (bid_size[0] + ask_size[0])
        found.append(
            {
                "at": row,
                "queueImbalance": top,
                "depthImbalance": (bid_size.sum() - ask_size.sum()) / (bid_size + ask_size).sum(),
                "bookPressure": (press[0] - press[1]) / (press[0] + press[1]),
                "bidSlope": slopes[0],
                "askSlope": slopes[1],
                "weightedMid": (ask[0] * bid_size[0] + bid[0] * ask_size[0])
                / (bid_size[0] + ask_size[0]),
            }
        )
    return found


def microprice_table(q, buckets, widest, moves):
    """Stoikov's matrices; states the data never moves out of are left at 0."""
    frames = []
    share = q.bidSize / (q.bidSize + q.askSize)
    bucket = np.minimum(buckets - 1, np.floor(share * buckets)).astype(int)
    for flip in (False, True):
        spread = np.rint(q.ask - q.bid).astype(int)
        mirrored = buckets - 1 - bucket if flip else bucket
        state = ((spread - 1) * buckets + mirrored).where(spread.between(1, widest))
        change = ((q.bid + q.ask) / 2).diff().shift(-1) * (-1 if flip else 1)
        frames.append(pd.DataFrame({"from": state, "to": state.shift(-1), "change": change}).dropna())
    t = pd.concat(frames).astype({"from": int, "to": int})
    n = buckets * widest
    seen = np.bincount(t["from"], minlength=n)
    stay, move, drift = np.zeros((n, n)), np.zeros((n, n)), np.zeros(n)
    np.add.at(stay, (t["from"][t.change == 0], t["to"][t.change == 0]), 1)
    np.add.at(move, (t["from"][t.change != 0], t["to"][t.change != 0]), 1)
    np.add.at(drift, t["from"], t.change)
    each = np.maximum(seen, 1)
    stay, move, drift = stay / each[:, None], move / each[:, None], drift / each
    inverse = np.linalg.inv(np.eye(n) - stay)
    step = inverse @ drift
    total = step.copy()
    for _ in range(moves - 1):
        step = inverse @ (move @ step)
        total += step
    return [float(x) if s else None for x, s in zip(total, seen)]


def momentum(q, fast, slow, at):
    price = ((q.ask * q.bidSize + q.bid * q.askSize) / (q.bidSize + q.askSize)).to_numpy()
    ts = q.ts.to_numpy()

    def average(memory):
        value, out = price[0], [price[0]]
        for i in range(1, len(price)):
            share = np.exp(-(ts[i] - ts[i - 1]) / memory)
            value = share * value + (1 - share) * price[i - 1]
            out.append(value)
        return np.array(out)

    quick, late = average(fast), average(slow)
    return [{"at": i, "bps": (quick[i] / late[i] - 1) * 1e4} for i in at]


def blocks(t, size):
    count = len(t) // size
    cut = t.iloc[: count * size]
    by = np.repeat(np.arange(count), size)
    groups = cut.groupby(by)
    return pd.DataFrame(
        {
            "close": groups.price.last(),
            "volume": groups["size"].sum(),
            "signed": (cut["size"] * cut.sign).groupby(by).sum(),
            "turnover": (cut["size"] * cut.price).groupby(by).sum(),
        }
    )


def vpin(volumes, shares, bucket, buckets):
    """Cuts the cumulated volumes at whole buckets; the last value of each of the last buckets."""
    bought = np.concatenate([[0], np.cumsum(volumes * shares)])
    all_ = np.concatenate([[0], np.cumsum(volumes)])
    edges = np.arange(0, int(all_[-1] // bucket) + 1) * bucket
    per = np.diff(np.interp(edges, all_, bought))
    gaps = np.abs(2 * per - bucket)
    return [float(gaps[k - buckets : k].sum() / (buckets * bucket)) for k in range(buckets, len(gaps) + 1)]


def bulk_vpin(b, bars, bucket, buckets, cdf):
    change = b.close.diff()
    score = (change / change.rolling(bars).std())[bars:]
    return vpin(b.volume[bars:].to_numpy(), cdf(score.to_numpy()), bucket, buckets)


def spreads(q, t, horizon, window, at):
    q = q.assign(middle=(q.bid + q.ask) / 2)[["ts", "middle"]]
    before = pd.merge_asof(t, q, on="ts", allow_exact_matches=False)
    later = pd.merge_asof(t.assign(ts=t.ts + horizon)[["ts"]], q, on="ts")
    m, n = before.middle, later.middle
    frame = pd.DataFrame(
        {
            "effective": 2e4 * t.sign * (t.price - m) / m,
            "realised": 2e4 * t.sign * (t.price - n) / m,
        }
    )[m.notna().to_numpy()]
    rolled = frame.rolling(window).mean()
    left_out = int(m.isna().sum())
    # Trades of one microsecond are settled together: the last of them is asked for.
    ends = t.ts[m.notna().to_numpy()].reset_index(drop=True)
    last = [ends[ends == ends[i]].index[-1] for i in at]
    return left_out, [
        {
            "at": int(ends[i]) + horizon,
            "effective": rolled.effective.iloc[i],
            "realised": rolled.realised.iloc[i],
        }
        for i in last
    ]


def signs(q, t):
    q = q.assign(middle=(q.bid + q.ask) / 2)[["ts", "middle"]]
    middle = pd.merge_asof(t, q, on="ts", allow_exact_matches=False).middle
    by_tick = np.sign(t.price.diff()).replace(0, np.nan).ffill().fillna(0)
    by_quote = np.sign(t.price - middle).fillna(0)
    lee_ready = by_quote.where(by_quote != 0, by_tick)
    weights = np.arange(1, len(t) + 1)
    return {
        "tick": {"checksum": int((by_tick * weights).sum()), "right": int((by_tick == t.sign).sum())},
        "leeReady": {
            "checksum": int((lee_ready * weights).sum()),
            "right": int((lee_ready == t.sign).sum()),
        },
    }


def intensity(ts, memory, at):
    found = []
    for i in at:
        age = ts[i] - ts[1 : i + 1]
        reach = memory * (1 - np.exp(-(ts[i] - ts[0]) / memory))
        found.append({"at": i, "perSecond": float(np.exp(-age / memory).sum() * 1e6 / reach)})
    return found


def bursts(ts, fast, slow, at):
    rates = zip(intensity(ts, fast, at), intensity(ts, slow, at))
    return [{"at": a["at"], "ratio": a["perSecond"] / b["perSecond"]} for a, b in rates]


def cancel_to_trade(t, memory, at):
    ts, size, sign = t.ts.to_numpy(), t["size"].to_numpy(), t.sign.to_numpy()
    found = []
    for i in at:
        weight = np.exp(-(ts[i] - ts[: i + 1]) / memory) * size[: i + 1]
        sells = sign[: i + 1] < 0
        found.append({"at": i, "value": float(weight[sells].sum() / weight[~sells].sum())})
    return found


def survival(q, window, asked):
    """Every best price of either side, in the order in which they ended; asks end after bids."""
    ended = []
    for side, better in (("bid", 1), ("ask", -1)):
        price, ts = q[side].to_numpy() * better, q.ts.to_numpy()
        starts = np.flatnonzero(np.diff(price, prepend=np.nan) != 0)
        for start, end in zip(starts, starts[1:]):
            death = price[end] < price[start]
            ended.append((end, side != "bid", ts[end] - ts[start], int(death)))
    ended = sorted(ended)[-window:]
    time = np.array([row[2] for row in ended], dtype=float)
    death = np.array([row[3] for row in ended])
    found = SurvfuncRight(time, death)
    shares = []
    for us in asked:
        known = np.flatnonzero(found.surv_times <= us)
        shares.append({"us": us, "share": float(found.surv_prob[known[-1]]) if len(known) else 1.0})
    return {"meanUs": float(time.sum() / death.sum()), "shares": shares}


def hawkes(ts, base, branching, decay):
    s = (ts - ts[0]) / 1e6
    before = [base + branching * decay * np.exp(-decay * (s[i] - s[:i])).sum() for i in range(len(s))]
    area = base * s[-1] + branching * (1 - np.exp(-decay * (s[-1] - s))).sum()
    return {"logLikelihood": float(np.log(before).sum() - area), "lastBefore": float(before[-1])}


def main():
    q, t, b = quotes(PERPETUAL), trades(PERPETUAL), blocks(trades(PERPETUAL), 20)
    book = books(PERPETUAL, 1_500, 5)
    change = b.close.diff()
    kyle, roll = [], []
    for end in (101, 300, 640):
        fit = stats.linregress(b.signed[end - 100 : end], change[end - 100 : end])
        kyle.append({"at": end - 1, "slope": fit.slope, "rSquared": fit.rvalue**2})
    moves = np.diff(t.price)
    for end in (202, 1_000, 6_000, 12_000):
        pair = np.cov(moves[end - 202 : end - 2], moves[end - 201 : end - 1])
        roll.append({"at": end - 1, "covariance": pair[0, 1]})
    ratio = (b.close.pct_change().abs() / b.turnover).rolling(60).mean()
    left_out, spread = spreads(q, t, 1_000_000, 300, (300, 1_000, 5_000, 12_000))
    normal = bulk_vpin(b, 50, 5_000, 20, stats.norm.cdf)
    student = bulk_vpin(b, 50, 5_000, 20, lambda x: stats.t.cdf(x, 0.25))
    signed = vpin(t["size"].to_numpy(), (1 + t.sign.to_numpy()) / 2, 5_000, 20)
    golden = {
        "source": "formulas of the papers written out in numpy and pandas, over recorded ticks",
        "versions": {
            "numpy": np.__version__,
            "pandas": pd.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "tolerance": 1e-9,
        "perpetual": PERPETUAL,
        "spot": SPOT,
        "orderFlowImbalance": order_flow_imbalance(book, 100, (100, 400, 777, 1_499)),
        "shapes": shapes(book, (0, 321, 900, 1_499), 5, 10),
        "microprice": microprice_table(q, 10, 3, 6),
        "momentum": momentum(q, 1e6, 10e6, (2_000, 10_000, 30_000, 44_000)),
        "bulkVpin": {"normal": normal, "student": student},
        "tradeVpin": signed,
        "kyle": kyle,
        "roll": roll,
        "amihud": [{"at": i, "value": ratio[i]} for i in (60, 200, 640)],
        "spreads": {"leftOut": left_out, "means": spread},
        "signs": {name: signs(quotes(name), trades(name)) for name in (PERPETUAL, SPOT)},
        "intensity": intensity(t.ts.to_numpy(), 5e6, (1_000, 5_000, 12_934)),
        "cancelBursts": bursts(t.ts.to_numpy(), 1e6, 60e6, (2_000, 5_000, 9_000, 12_934)),
        "cancelToTrade": cancel_to_trade(t, 20e6, (2_000, 7_000, 12_934)),
        "survival": survival(q, 500, (1_000, 20_000, 100_000, 500_000, 3_000_000)),
        "hawkes": [
            hawkes(t.ts.to_numpy()[:800], *given)
            for given in ((20.0, 0.5, 100.0), (5.0, 0.8, 10.0), (25.0, 0.0, 1.0))
        ],
    }
    (HERE / "microstructure.json").write_text(json.dumps(golden, indent=1, default=float) + "\n")


main()
