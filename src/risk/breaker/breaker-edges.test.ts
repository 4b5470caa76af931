import { describe, expect, it } from 'vitest'
import { type BreakerMoved, dayUs, secondUs } from '../../domain/index.ts'
import type { BookRecord, TickRecord } from '../../market/index.ts'
import { BreakerCells } from './breaker-cells.ts'
import { breakerDefaults as rules } from './breaker-rules.ts'
import { Breakers, type Trouble } from './breakers.ts'
import { DeskConditions } from './desk-conditions.ts'
import { MarketConditions } from './market-conditions.ts'

const start = 1_700_000_000 * secondUs

function made(agents = 33): { breakers: Breakers; moves: BreakerMoved[] } {
  const moves: BreakerMoved[] = []
  const needs = { instruments: 2, agents, rules, actor: 'desk' } as const
  return { moves, breakers: new Breakers({ ...needs, onMove: (event) => moves.push(event) }) }
}

function trouble(place: Partial<Trouble> = {}): Trouble {
  const usual = { scope: 'instrument', subject: 1, cause: 'slippage', was: 9, max: 6 } as const
  return { ...usual, ts: start, ...place }
}

function restarted(of: Breakers): Breakers {
  const { breakers } = made()
  breakers.hold(trouble({ subject: 0 }))
  breakers.trip(trouble({ scope: 'desk', subject: 0 }))
  breakers.load(JSON.parse(JSON.stringify(of.save())))
  expect(breakers.save()).toEqual(of.save())
  return breakers
}

describe('breakers of a restart', () => {
  it('are as they were, and nothing of what there was stays', () => {
    const { breakers } = made()
    expect(breakers.save()).toEqual([])
    const plain = restarted(breakers)
    expect([plain.share(0), plain.isQuiet, plain.standing()]).toEqual([1, true, []])
    plain.tick(start + dayUs)
    expect(plain.isQuiet).toBe(true)
    breakers.trip(trouble())
    breakers.clear(trouble(), start)
    expect(breakers.save()).toEqual([])
    breakers.trip(trouble())
    const twin = restarted(breakers)
    twin.tick(start + rules.restSeconds * secondUs - 1)
    expect(twin.share(1)).toBe(0)
    twin.tick(start + rules.restSeconds * secondUs)
    expect(twin.share(1)).toBe(rules.halfOpenShare)
  })

  it('move nothing that stood before, though its time has come', () => {
    const { breakers, moves } = made()
    breakers.trip(trouble())
    breakers.load([])
    breakers.tick(start + dayUs)
    expect(moves.map(({ state }) => state)).toEqual(['open'])
  })

  it('remember the trips of what is closed again, and take an unknown state for open', () => {
    const { breakers } = made()
    breakers.trip(trouble())
    for (const seconds of [rules.restSeconds, rules.restSeconds + rules.probeSeconds])
      breakers.tick(start + seconds * secondUs)
    expect(breakers.save()).toMatchObject([{ state: 'closed', trips: 1, untilTs: null }])
    const twin = restarted(breakers)
    const at = start + 3_600 * secondUs
    twin.trip(trouble({ ts: at }))
    twin.tick(at + (2 * rules.restSeconds - 1) * secondUs)
    expect(twin.share(1)).toBe(0)
    const [row] = breakers.save() as readonly Record<string, never>[]
    const { breakers: other } = made()
    other.load([{ ...row, state: 'molten' }] as never)
    expect(other.share(1)).toBe(0)
  })
})

describe('trips', () => {
  const again = (later: number, isClosed: boolean): number => {
    const { breakers, moves } = made()
    breakers.trip(trouble())
    if (isClosed)
      for (const seconds of [rules.restSeconds, rules.restSeconds + rules.probeSeconds])
        breakers.tick(start + seconds * secondUs)
    else breakers.tick(start + rules.restSeconds * secondUs)
    const ts = start + later
    breakers.trip(trouble({ ts }))
    let rest = 0
    while (breakers.state('instrument', 1) === 'open') breakers.tick(ts + (rest += secondUs))
    expect(moves.length).toBeGreaterThan(2)
    return rest / secondUs
  }

  it('are forgotten after more than a quiet day, of what is closed', () => {
    expect(again(dayUs, true)).toBe(2 * rules.restSeconds)
    expect(again(dayUs + 1, true)).toBe(rules.restSeconds)
    expect(again(dayUs + 1, false)).toBe(2 * rules.restSeconds)
  })

  it('keep what was a number of what was seen', () => {
    const { moves, breakers } = made()
    breakers.trip(trouble({ was: Number.NaN, max: Number.POSITIVE_INFINITY }))
    expect(moves).toMatchObject([{ was: 0, max: 0 }])
  })
})

describe('caution', () => {
  it('keeps half open for as long as it is said, and never shortens a rest', () => {
    const { breakers } = made()
    breakers.caution(trouble())
    const half = start + (rules.probeSeconds - 1) * secondUs
    breakers.caution(trouble({ ts: half }))
    breakers.tick(start + rules.probeSeconds * secondUs)
    expect(breakers.state('instrument', 1)).toBe('half-open')
    breakers.tick(half + rules.probeSeconds * secondUs)
    expect(breakers.state('instrument', 1)).toBe('closed')
    breakers.trip(trouble())
    breakers.caution(trouble())
    expect(breakers.state('instrument', 1)).toBe('open')
  })

  it('makes no rest longer, and is kept over a restart though nothing ever tripped', () => {
    const { breakers } = made()
    breakers.trip(trouble())
    const end = start + rules.restSeconds * secondUs
    breakers.caution(trouble({ ts: end - 1 }))
    breakers.tick(end)
    expect(breakers.state('instrument', 1)).toBe('half-open')
    const { breakers: other } = made()
    other.caution(trouble())
    expect(other.save()).toMatchObject([{ state: 'half-open', trips: 0 }])
    expect(restarted(other).share(1)).toBe(rules.halfOpenShare)
  })
})

describe('what is held', () => {
  it('stays until it is released, and rests from there on; nothing else is released', () => {
    const { breakers } = made()
    breakers.hold(trouble())
    breakers.tick(start + 9 * dayUs)
    expect(breakers.share(1)).toBe(0)
    const later = start + 9 * dayUs
    breakers.release(trouble(), later)
    breakers.release(trouble(), later + dayUs)
    breakers.tick(later + rules.restSeconds * secondUs - 1)
    expect(breakers.share(1)).toBe(0)
    breakers.tick(later + rules.restSeconds * secondUs)
    expect(breakers.share(1)).toBe(rules.halfOpenShare)
  })

  it('by another rests anew for whoever adopts it, and nothing that is closed does', () => {
    const { breakers, moves } = made()
    breakers.trip(trouble())
    breakers.caution(trouble({ subject: 0 }))
    const { breakers: heir, moves: later } = made()
    for (const event of moves) heir.adopt(event, start + dayUs)
    heir.adopt({ ...(moves[0] as BreakerMoved), state: 'closed', cause: 'spread' }, start + dayUs)
    heir.tick(start + dayUs + Math.min(rules.restSeconds, rules.probeSeconds) * secondUs - 1)
    expect([heir.share(1), heir.share(0)]).toEqual([0, rules.halfOpenShare])
    heir.tick(start + dayUs + rules.restSeconds * secondUs)
    expect(later.map(({ subject, state }) => [subject, state])).toEqual([[1, 'half-open']])
    heir.tick(start + dayUs + rules.probeSeconds * secondUs)
    expect([heir.state('instrument', 1), heir.state('instrument', 0)]).toEqual([
      ...['half-open', 'closed'],
    ])
    expect(later.filter(({ cause }) => cause === 'spread')).toEqual([])
  })
})

describe('agents', () => {
  it('share the last bit from the thirty-second on, and are asked one by one', () => {
    const { breakers } = made()
    const shares = (): readonly number[] =>
      [0, 1, 1 << 30, 1 << 31, -1].map((bits) => breakers.share(0, bits))
    expect(shares()).toEqual([1, 1, 1, 1, 1])
    breakers.trip(trouble({ scope: 'strategy', subject: 32 }))
    expect(shares()).toEqual([1, 1, 1, 0, 0])
    expect([
      breakers.strategyShare(32),
      breakers.strategyShare(31),
      breakers.strategyShare(99),
    ]).toEqual([0, 1, 1])
    breakers.caution(trouble({ scope: 'strategy', subject: 0 }))
    expect(shares()).toEqual([1, rules.halfOpenShare, 1, 0, 0])
    expect([breakers.widening(0), breakers.share(7)]).toEqual([1, 0])
  })

  it('and everything else have a breaker only where there is one of them', () => {
    const cells = new BreakerCells(2, 3)
    const row = (scope: 'desk' | 'venue' | 'instrument' | 'strategy', subject: number) => () =>
      cells.row(scope, subject)
    for (const wrong of [
      row('desk', 1),
      row('venue', 1),
      row('instrument', 2),
      row('strategy', 3),
      row('instrument', -1),
    ])
      expect(wrong).toThrow(/has a breaker/)
    for (let cell = 0; cell < cells.count; cell += 1)
      expect(cells.cell(cells.placeOf(cell))).toBe(cell)
  })
})

describe('a desk', () => {
  it('goes by the gap that prices may have, and asks about fills of its own instruments', () => {
    const { breakers } = made(0)
    const needs = { breakers, rules, instruments: 2, slippage: 0.001, gap: 0.01 }
    const desk = new DeskConditions(needs)
    const fill = { instrument: 1, side: 'buy', arrival: 10_000 } as const
    desk.onFill({ ...fill, instrument: 7, price: 19_000 }, start)
    desk.onFill({ ...fill, price: 10_100 }, start)
    expect(breakers.isQuiet).toBe(true)
    desk.onFill({ ...fill, price: 10_400 }, start)
    expect(breakers.share(1)).toBe(0)
  })
})

describe('a market', () => {
  const hear = (records: readonly Partial<TickRecord>[], tick = 0.5): MarketConditions => {
    const { breakers } = made(0)
    const of = new MarketConditions({ breakers, rules, instrument: 0, tick, sources: 1, ts: start })
    for (const record of records)
      of.onRecord({ tsEvent: start, tsInit: start, ...record } as TickRecord, start)
    return of
  }
  const levels = (
    kind: BookRecord['kind'],
    isBid: readonly boolean[],
    ticks: readonly number[],
    lots = 5,
  ) => ({
    kind,
    isBid,
    ticks,
    lots: ticks.map(() => lots),
    first: 1,
    last: 1,
    previous: Number.NaN,
  })

  it('takes a price for what it is in money, not in ticks', () => {
    const trade = { kind: 'trade', side: 1, lots: 1, trade: Number.NaN, ticks: 10 } as const
    expect(hear([trade], 1e18).findings.get('no-price')?.level).toBe('trouble')
    expect(hear([trade], 1e-3).findings.get('no-price')?.level).toBe('well')
    expect(hear([trade]).findings.get('manipulation')?.level).toBe('well')
    const quote = {
      kind: 'quote',
      update: 0,
      bidTicks: 10,
      bidLots: 1,
      askTicks: 11,
      askLots: 1,
    } as const
    expect(hear([quote], 1e18).findings.get('no-price')?.level).toBe('trouble')
  })

  it('hears of a broken stream of its book or of everything, and of no other', () => {
    const gap = { kind: 'gap', missing: 0, reason: 'reconnect' } as const
    const said = (['book', 'all', 'trades'] as const).map(
      (stream) => hear([{ ...gap, stream }]).findings.get('quote-age')?.level,
    )
    expect(said).toEqual(['trouble', 'trouble', undefined])
    const of = hear([{ ...gap, stream: 'book' }])
    expect(of.findings.get('no-price')).toBeUndefined()
  })

  it('does not judge a side of which nothing is offered', () => {
    const quote = {
      kind: 'quote',
      update: 0,
      bidTicks: 10,
      bidLots: 0,
      askTicks: 9,
      askLots: 1,
    } as const
    const of = hear([quote])
    expect([of.findings.get('book')?.level, of.findings.get('no-price')]).toEqual([
      ...['trouble', undefined],
    ])
    const book = hear([levels('snapshot', [true, false], [10, 11])])
    expect(book.findings.get('book')?.level).toBe('well')
    expect(book.findings.get('no-price')?.level).toBe('well')
    expect(book.findings.get('manipulation')?.level).toBe('well')
  })
})
