"""Writes lots.json beside this file: gains by every method, in rational numbers, for made-up fills.

Run: python3 test/golden/generate-lots.py
Never run it to make a test pass: a difference is a bug in one of the two.

Nothing is rounded here: a lot that is closed in part takes its exact share of cost and fee along.
"""

import json
import pathlib
import random
from fractions import Fraction

METHODS = ("fifo", "lifo", "hifo", "average")


class Lots:
    """Signed lots as [opening fill, lots, value, fee]; value and fee are of what is left."""

    def __init__(self, method):
        self.method, self.held, self.open = method, 0, []

    def fill(self, number, signed, value, fee):
        size, value, fee = abs(signed), Fraction(value), Fraction(fee)
        closing = min(abs(self.held), size) if self.held * signed < 0 else 0
        out = []
        short = self.held < 0
        left = closing
        while left > 0:
            lot = self.choose(short)
            part = min(left, lot[1])
            value_out, fee_out = self.cost(lot, part)
            other = value * part / size
            other_fee = fee * part / size
            proceeds, cost = (value_out, other) if short else (other, value_out)
            fees = fee_out + other_fee
            out.append((lot[0], number, part, proceeds, cost, fees))
            lot[1] -= part
            left -= part
            self.open = [each for each in self.open if each[1] > 0]
        self.held += signed
        rest = size - closing
        if rest:
            self.open.append([number, rest, value * rest / size, fee * rest / size])
            if self.method == "average":
                self.level()
        return out

    def choose(self, short):
        if self.method == "lifo":
            return self.open[-1]
        if self.method == "hifo":
            sign = -1 if short else 1
            return max(self.open, key=lambda lot: ((lot[3] + sign * lot[2]) / lot[1], -lot[0]))
        return self.open[0]

    def cost(self, lot, part):
        value, fee = lot[2] * part / lot[1], lot[3] * part / lot[1]
        lot[2] -= value
        lot[3] -= fee
        return value, fee

    def level(self):
        lots = sum(each[1] for each in self.open)
        value, fee = sum(each[2] for each in self.open), sum(each[3] for each in self.open)
        for each in self.open:
            each[2], each[3] = value * each[1] / lots, fee * each[1] / lots


def history(seed, count, longs_only):
    draw = random.Random(seed)
    fills, held, price = [], 0, 40_000
    for _ in range(count):
        price = max(1, price + draw.randint(-900, 900))
        signed = draw.choice((-1, 1)) * draw.randint(1, 50)
        if longs_only and held + signed < 0:
            signed = -held or draw.randint(1, 50)
        held += signed
        value = abs(signed) * price * 7 + draw.randint(0, 6)
        fills.append([signed, value, draw.randint(0, value // 300)])
    return fills


def told(fraction):
    return f"{fraction.numerator}/{fraction.denominator}"


def case(name, fills):
    methods = {}
    for method in METHODS:
        lots = Lots(method)
        rows = []
        for number, (signed, value, fee) in enumerate(fills, 1):
            for opened, closed, part, proceeds, cost, fees in lots.fill(number, signed, value, fee):
                gain = proceeds - cost - fees
                rows.append([opened, closed, part, *map(told, (proceeds, cost, fees, gain))])
        left = [[number, part, told(value), told(fee)] for number, part, value, fee in lots.open]
        methods[method] = {"disposals": rows, "open": left}
    return {"name": name, "fills": fills, "methods": methods}


by_hand = [[10, 1000, 10], [10, 1200, 10], [10, 900, 10], [-15, 1800, 30], [-15, 1500, 30]]
flipped = [[3, 300, 1], [-7, 707, 7], [-3, 290, 2], [9, 980, 4], [-2, 250, 1]]
cases = [
    case("by hand", by_hand),
    case("through zero", flipped),
    *[case(f"longs {seed}", history(seed, 60, True)) for seed in (1, 2)],
    *[case(f"both sides {seed}", history(seed, 60, False)) for seed in (3, 4)],
]
document = {"generator": "generate-lots.py", "source": "Python fractions", "cases": cases}
file = pathlib.Path(__file__).with_name("lots.json")
file.write_text(json.dumps(document, separators=(",", ":")) + "\n")
