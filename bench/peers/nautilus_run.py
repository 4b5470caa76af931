"""nautilus_trader: its backtest engine with bars to decide on and a quote at each open to fill at.

Its exchange fills a market order at once, at the close that was decided on. To fill at the next
open it is given a quote there, and orders that take a nanosecond to arrive; the bars themselves
fill nothing.
"""

from decimal import Decimal

import nautilus_trader
import numpy as np
from nautilus_trader.backtest.config import BacktestEngineConfig
from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.backtest.models import LatencyModel
from nautilus_trader.config import LoggingConfig, RiskEngineConfig
from nautilus_trader.indicators import ExponentialMovingAverage
from nautilus_trader.model.currencies import BTC, USDT
from nautilus_trader.model.data import Bar, BarType, QuoteTick
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import CurrencyPair
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy
from peer_scene import Scene, paired, serve

scene = Scene()
terms = scene.terms
lot = terms['lot']
digits = round(-np.log10(lot))
cents = round(-np.log10(terms['tick']))
venue = Venue('SIM')
instrument_id = InstrumentId(Symbol('BTCUSDT'), venue)
bar_type = BarType.from_str(f'{instrument_id}-1-MINUTE-LAST-EXTERNAL')
sizes = [Quantity(lots * lot, digits) for lots in scene.lots]


class Cross(Strategy):
    def __init__(self):
        super().__init__()
        self.fast = ExponentialMovingAverage(terms['fast'])
        self.slow = ExponentialMovingAverage(terms['slow'])
        self.row = -1
        self.held = None

    def on_start(self):
        self.register_indicator_for_bars(bar_type, self.fast)
        self.register_indicator_for_bars(bar_type, self.slow)
        self.subscribe_bars(bar_type)

    def on_bar(self, bar):
        self.row += 1
        if self.row < terms['warm']:
            return
        if self.fast.value > self.slow.value:
            if self.held is None:
                self.held = sizes[self.row]
                self.send(OrderSide.BUY)
        elif self.held is not None:
            self.send(OrderSide.SELL)
            self.held = None

    def send(self, side):
        self.submit_order(self.order_factory.market(instrument_id, side, self.held))

    def on_reset(self):
        self.row = -1
        self.held = None


def instrument():
    fee = Decimal(str(terms['fee']))
    return CurrencyPair(
        instrument_id=instrument_id, raw_symbol=Symbol('BTCUSDT'), base_currency=BTC,
        quote_currency=USDT, price_precision=cents, size_precision=digits,
        price_increment=Price(terms['tick'], cents), size_increment=Quantity(lot, digits),
        maker_fee=fee, taker_fee=fee, ts_event=0, ts_init=0,
    )


def data():
    plenty = Quantity(1_000_000, digits)
    stamps = (scene.ts * 1000).astype(np.int64)
    for row, stamp in enumerate(stamps.tolist()):
        price = Price(scene.open[row], cents)
        # Just after the bar before it, and after what was decided on that has arrived.
        at = stamp - 60_000_000_000 + 2
        yield QuoteTick(instrument_id, price, price, plenty, plenty, at, at)
        prices = [Price(getattr(scene, name)[row], cents) for name in ('open', 'high', 'low', 'close')]
        yield Bar(bar_type, *prices, plenty, stamp, stamp)


def made():
    logging = LoggingConfig(bypass_logging=True)
    risk = RiskEngineConfig(bypass=True)
    engine = BacktestEngine(config=BacktestEngineConfig(logging=logging, risk_engine=risk))
    engine.add_venue(
        venue=venue, oms_type=OmsType.NETTING, account_type=AccountType.CASH,
        starting_balances=[Money(terms['cash'], USDT)], bar_execution=False,
        latency_model=LatencyModel(base_latency_nanos=1),
    )
    engine.add_instrument(instrument())
    engine.add_data(list(data()))
    engine.add_strategy(Cross())
    return engine


engine = made()


def run():
    engine.run()


def told(_):
    rows = {int(stamp) * 1000 - 60_000_000_000 + 2: row for row, stamp in enumerate(scene.ts)}
    orders = sorted(engine.cache.orders_closed(), key=lambda order: order.ts_last)
    fills = [
        (rows[order.ts_last], float(order.avg_px), float(order.filled_qty) / lot) for order in orders
    ]
    account = engine.cache.account_for_venue(venue)
    btc = account.balance_total(BTC)
    held = 0.0 if btc is None else float(btc.as_double())
    return paired(fills), account.balance_total(USDT).as_double() + held * scene.close[-1]


serve(nautilus_trader.__version__, run, told, engine.reset)
