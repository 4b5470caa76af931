"""The quoter of bench/l2-quoter.ts on hftbacktest, for the bench exchange.l2.

Started with the path of a file of events and a JSON plan; answers one line of JSON for every line
it reads: `run` times a run, `fills` lists the fills of the last one.
"""

import json
import sys
import time

import numpy as np
from hftbacktest import (
    BUY_EVENT,
    CANCELED,
    DEPTH_EVENT,
    EXCH_EVENT,
    EXPIRED,
    FILLED,
    GTX,
    LIMIT,
    LOCAL_EVENT,
    SELL_EVENT,
    TRADE_EVENT,
    BacktestAsset,
    HashMapMarketDepthBacktest,
    __version__,
)
from hftbacktest.types import event_dtype
from numba import njit


def events_of(path, plan):
    """Rows of ts (us), is print, is buy, ticks, lots as the engine's events in nanoseconds."""
    rows = np.fromfile(path, dtype=np.float64).reshape(-1, 5)
    events = np.zeros(len(rows), dtype=event_dtype)
    kind = np.where(rows[:, 1] == 1, TRADE_EVENT, DEPTH_EVENT).astype(np.uint64)
    side = np.where(rows[:, 2] == 1, BUY_EVENT, SELL_EVENT).astype(np.uint64)
    events['ev'] = kind | side | np.uint64(EXCH_EVENT | LOCAL_EVENT)
    ts = rows[:, 0].astype(np.int64)
    events['exch_ts'] = ts * 1_000
    events['local_ts'] = (ts + plan['feedUs']) * 1_000
    events['px'] = rows[:, 3] * plan['tick']
    events['qty'] = rows[:, 4] * plan['lot']
    return events


@njit
def quote(hbt, first_ts, every, steps, position_max, tick, lot, fill_ts, fill_side, fill_ticks):
    """Runs the quoter. Side 0 bids, side 1 asks. Returns the number of fills; -1 without data."""
    order_of = np.zeros(2, np.uint64)
    ticks_of = np.zeros(2, np.int64)
    next_order = np.uint64(1)
    position = 0
    fills = 0
    if hbt.elapse(1) != 0:
        return -1
    for step in range(steps):
        if hbt.elapse(first_ts + step * every - hbt.current_timestamp) != 0:
            return -1
        orders = hbt.orders(0)
        for side in range(2):
            if order_of[side] == 0:
                continue
            order = orders.get(order_of[side])
            if order.status == FILLED:
                fill_ts[fills] = order.exch_timestamp
                fill_side[fills] = side
                fill_ticks[fills] = order.exec_price_tick
                fills += 1
                position += 1 if side == 0 else -1
                order_of[side] = 0
            elif order.status == CANCELED or order.status == EXPIRED:
                order_of[side] = 0
        depth = hbt.depth(0)
        for side in range(2):
            best = depth.best_bid_tick if side == 0 else depth.best_ask_tick
            if side == 0:
                wanted = position < position_max
            else:
                wanted = position > -position_max
            if order_of[side] == 0:
                if wanted:
                    if side == 0:
                        hbt.submit_buy_order(0, next_order, best * tick, lot, GTX, LIMIT, False)
                    else:
                        hbt.submit_sell_order(0, next_order, best * tick, lot, GTX, LIMIT, False)
                    order_of[side] = next_order
                    ticks_of[side] = best
                    next_order += np.uint64(1)
            elif ticks_of[side] != best or not wanted:
                order = orders.get(order_of[side])
                if order.cancellable:
                    hbt.cancel(0, order_of[side], False)
        hbt.clear_inactive_orders(0)
    return fills


def run(events, plan):
    """One run on a new engine. Returns the seconds of the run alone, and its fills."""
    asset = (
        BacktestAsset()
        .data(events)
        .linear_asset(1.0)
        .constant_order_latency(plan['orderUs'] * 1_000, plan['replyUs'] * 1_000)
        .risk_adverse_queue_model()
        .no_partial_fill_exchange()
        .trading_value_fee_model(0.0, 0.0)
        .tick_size(plan['tick'])
        .lot_size(plan['lot'])
    )
    hbt = HashMapMarketDepthBacktest([asset])
    columns = [np.zeros(plan['steps'] * 2, np.int64) for _ in range(3)]
    times = (plan['firstTs'] * 1_000, plan['everyUs'] * 1_000, plan['steps'])
    start = time.perf_counter()
    count = quote(hbt, *times, plan['positionMax'], plan['tick'], plan['lot'], *columns)
    seconds = time.perf_counter() - start
    hbt.close()
    if count < 0:
        raise RuntimeError('the events ended before the run')
    ts, side, ticks = (column[:count].tolist() for column in columns)
    sides = ('buy', 'sell')
    return seconds, [f'{t // 1_000},{sides[s]},{p}' for t, s, p in zip(ts, side, ticks)]


def main():
    plan = json.loads(sys.argv[2])
    events = events_of(sys.argv[1], plan)
    _, fills = run(events, plan)
    print(json.dumps({'version': __version__}), flush=True)
    for line in sys.stdin:
        if line.strip() == 'fills':
            print(json.dumps({'fills': fills}), flush=True)
        else:
            seconds, fills = run(events, plan)
            print(json.dumps({'seconds': seconds}), flush=True)


main()
