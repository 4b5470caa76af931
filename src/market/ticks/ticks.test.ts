import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../base/index.ts'
import { DeltaReplay } from './delta-replay.ts'
import { loadDeltas } from './load-deltas.ts'
import { loadOrderDeltas } from './load-order-deltas.ts'
import { loadQuoteTicks } from './load-quote-ticks.ts'
import { loadTradeTicks } from './load-trade-ticks.ts'

const folder = mkdtempSync(join(tmpdir(), 'coinswarm-ticks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(...lines: readonly string[]): string {
  const path = join(folder, 'ticks.csv')
  writeFileSync(path, lines.join('\n'))
  return path
}

const deltaHeader =
  'local_ts_ns,ts,type,first_update_id,last_update_id,prev_update_id,side,price,qty'
const stamp = '1723161253937085768,1723161255208'
const tradeHeader = 'local_ts_ns,ts,trade_id,price,qty,side'

/** An update of one level. */
function delta(type: string, first: number, last: number, side: string, level: string): string {
  return `${stamp},${type},${first},${last},,${side},${level}`
}

describe('a file of order book deltas', () => {
  it('becomes ticks, lots and whole microseconds', async () => {
    const path = file(
      deltaHeader,
      `${stamp},snapshot,7,9,,bid,100.5,2`,
      '1723161253937086000,,delta,10,11,9,ask,101,0.25',
    )
    const table = await loadDeltas(path)
    expect(table).toMatchObject({ length: 2, tick: '0.1', lot: '0.01', declined: 0, cutStamps: 1 })
    const { columns } = table
    expect(
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]])),
    ).toEqual({
      tsEvent: [1_723_161_255_208_000, Number.NaN],
      tsInit: [1_723_161_253_937_085, 1_723_161_253_937_086],
      isSnapshot: [1, 0],
      first: [7, 10],
      last: [9, 11],
      previous: [Number.NaN, 9],
      isBid: [1, 0],
      ticks: [1_005, 1_010],
      lots: [200, 25],
    })
  })

  it.each([
    ['an unknown side', delta('delta', 1, 2, 'buy', '1,1'), "side 'buy' is none of 'ask', 'bid'"],
    ['an unknown type', delta('diff', 1, 2, 'bid', '1,1'), "type 'diff' is none of"],
    ['a price of nothing', delta('delta', 1, 2, 'bid', '0,1'), 'price 0 is not above zero'],
    ['a size below zero', delta('delta', 1, 2, 'bid', '1,-1'), 'qty -1 is below zero'],
    ['a price beyond any book', delta('delta', 1, 2, 'bid', '9e9,1'), 'too many ticks'],
    [
      'a number that is none',
      delta('delta', 1, 2, 'bid', 'x,1'),
      "price 'x' is not a plain number",
    ],
    ['no update number', `${stamp},delta,,2,,bid,1,1`, "first_update_id '' is not a whole number"],
    [
      'a short stamp',
      `17231612,${stamp.slice(20)},delta,1,2,,bid,1,1`,
      'is not a whole number of nanoseconds',
    ],
    ['a row cut short', `${stamp},delta,1,2`, "side '' is none of"],
  ])('is declined for %s', async (_, row, sentence) => {
    await expect(loadDeltas(file(deltaHeader, row))).rejects.toThrow(sentence)
  })

  it('is declined when its rows go back in time', async () => {
    const path = file(deltaHeader, delta('delta', 1, 2, 'bid', '1,1'), `1${stamp.slice(1)}`)
    await expect(loadDeltas(path)).rejects.toThrow('is none of')
    const back = '1723161253937084768,1723161255208,delta,3,4,,bid,1,1'
    const rows = file(deltaHeader, delta('delta', 1, 2, 'bid', '1,1'), back)
    await expect(loadDeltas(rows)).rejects.toThrow(':3: tsInit is missing or goes back')
  })

  it('is read past as many bad rows as allowed, which are counted', async () => {
    const good = delta('delta', 1, 2, 'bid', '1,1')
    const path = file(deltaHeader, good, 'nonsense', good, delta('x', 1, 2, 'bid', '1,1'), good)
    expect(await loadDeltas(path, { badRowsMax: 2 })).toMatchObject({
      length: 3,
      declined: 2,
      firstDeclined: expect.stringContaining('ticks.csv:3: '),
    })
    await expect(loadDeltas(path, { badRowsMax: 1 })).rejects.toThrow('ticks.csv:5: ')
  })

  it('is read on a given grid, and declined off it', async () => {
    const path = file(deltaHeader, delta('delta', 1, 2, 'bid', '100.5,2'))
    const table = await loadDeltas(path, { spec: { tick: '0.5', lot: '0.1' } })
    expect([table.columns.ticks[0], table.columns.lots[0]]).toEqual([201, 20])
    await expect(loadDeltas(path, { spec: { tick: '1' } })).rejects.toThrow('not a multiple of 1')
  })

  it('never breaks a reader, whatever it holds', async () => {
    const field = fc.oneof(
      fc.constantFrom('', 'bid', 'delta', 'snapshot', '1723161253937085768', '1723161255208', '5'),
      fc.string({ maxLength: 12 }),
    )
    const row = fc.array(field, { maxLength: 10 }).map((fields) => fields.join(','))
    const loads = [loadDeltas, loadQuoteTicks, loadTradeTicks, loadOrderDeltas]
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), fc.nat({ max: 3 }), async (rows, kind) => {
        const headers = [
          deltaHeader,
          'local_ts_ns,ts,update_id,bid,bid_qty,ask,ask_qty',
          tradeHeader,
          'seq,type,order_id,price,amount',
        ]
        const path = file(headers[kind] ?? '', ...rows)
        const failure = await loads[kind]?.(path).then(
          () => undefined,
          (error: unknown) => error,
        )
        if (failure !== undefined) expect(failure).toBeInstanceOf(UserError)
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})

describe('files of quotes, trades and orders', () => {
  it('give a quote with the number of its book change', async () => {
    const path = file(
      'local_ts_ns,ts,update_id,bid,bid_qty,ask,ask_qty',
      '1723161253937085000,,77,99.5,1,100,0.5',
    )
    const { columns } = await loadQuoteTicks(path)
    expect([columns.update[0], columns.bidTicks[0], columns.askTicks[0]]).toEqual([77, 995, 1_000])
    expect([columns.bidLots[0], columns.askLots[0]]).toEqual([10, 5])
  })

  it('give a trade the side of its aggressor, and one stamp for two where there is one', async () => {
    const both = await loadTradeTicks(file(tradeHeader, `${stamp},5,1.5,2,buy`))
    expect(both.columns).toMatchObject({ side: { 0: 1 }, trade: { 0: 5 }, ticks: { 0: 15 } })
    expect(both.columns.tsInit[0]).toBe(1_723_161_253_937_085)
    const one = await loadTradeTicks(file('ts,price,qty,side', '1723161255208,1.5,2,sell'))
    expect(one.columns).toMatchObject({ side: { 0: -1 }, trade: { 0: Number.NaN } })
    expect(one.columns.tsInit[0]).toBe(one.columns.tsEvent[0])
  })

  it.each([
    ['ts,price,qty,side', '1723161255208,1.5,0,sell', 'qty is 0'],
    ['ts,price,qty,side', ',1.5,1,sell', 'tsInit is missing'],
    ['seq,type,order_id,price,amount', '1,set,5,1,0', 'amount is 0'],
    ['seq,type,order_id,price,amount', '1,set,5,0,1', 'price 0 is not above zero'],
    ['seq,type,order_id,price,amount', '1,set,,1,1', "order_id '' is not"],
  ])('decline a bad row: %s / %s', async (header, row, sentence) => {
    const load = header.startsWith('seq') ? loadOrderDeltas : loadTradeTicks
    await expect(load(file(header, row))).rejects.toThrow(sentence)
  })

  it('give an order its side by its sign, and no price to a deletion', async () => {
    const path = file('seq,type,order_id,price,amount', '0,snapshot,8,5,-1.5', '1,delete,8,0,-1')
    const { columns } = await loadOrderDeltas(path)
    expect([...columns.kind]).toEqual([2, 0])
    expect([...columns.isBid]).toEqual([0, 0])
    expect([...columns.ticks]).toEqual([5, 0])
    expect([...columns.lots]).toEqual([15, 10])
  })
})

describe('a replay of deltas', () => {
  it('holds updates back until there is a snapshot, and after a gap', async () => {
    const path = file(
      deltaHeader,
      delta('delta', 1, 4, 'bid', '1,1'),
      delta('delta', 5, 6, 'bid', '2,1'),
      delta('snapshot', 5, 5, 'bid', '3,1'),
      delta('delta', 7, 8, 'bid', '4,1'),
      delta('delta', 10, 11, 'bid', '5,1'),
      delta('delta', 12, 12, 'bid', '6,1'),
      delta('snapshot', 11, 11, 'bid', '7,1'),
    )
    const replay = new DeltaReplay(await loadDeltas(path))
    const seen: unknown[] = []
    for (let step = replay.step(); step !== undefined; step = replay.step())
      seen.push([step, replay.book.lastUpdate, replay.book.bestTicks(true), replay.gaps])
    expect(seen).toEqual([
      ['snapshot', 5, 3, 0],
      ['old', 5, 3, 0],
      ['next', 6, 3, 0],
      ['next', 8, 4, 0],
      ['snapshot', 11, 7, 1],
      ['old', 11, 7, 1],
      ['next', 12, 7, 1],
    ])
    expect(replay.book.size(true)).toBe(2)
  })
})
