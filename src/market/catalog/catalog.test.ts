import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type InstrumentId, type Micros, minuteUs } from '../../domain/index.ts'
import { generateMarket } from '../generate/generated-market.ts'
import { joinBars } from '../join-bars.ts'
import { loadBars } from '../load-bars.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import { TradeColumns } from '../trade-columns.ts'
import { Catalog } from './catalog.ts'

const [btc] = generateMarket({ seed: 7, rows: 100 }) as [LoadedBars]
const from = (btc.bars.ts[0] as number) - minuteUs
const at = (row: number): Micros => (from + row * minuteUs) as Micros
const rows = (first: number, last: number): LoadedBars =>
  joinBars([btc], { from: at(first), to: at(last) })

function emptyCatalog(): Catalog {
  return new Catalog(mkdtempSync(path.join(tmpdir(), 'catalog-')))
}

it('gives back what was stored, from one part or several', () => {
  const catalog = emptyCatalog()
  catalog.addBars(rows(50, 100))
  catalog.addBars(rows(0, 50))
  const loaded = catalog.load(btc.instrument.id, minuteUs)
  expect(loaded.sha256).toBe(btc.sha256)
  expect(loaded.instrument).toEqual(btc.instrument)
  const middle = catalog.load(btc.instrument.id, minuteUs, { from: at(40), to: at(60) })
  expect(middle.sha256).toBe(rows(40, 60).sha256)
  expect(catalog.list().map(({ header }) => header.rows)).toEqual([50, 50])
})

it('takes the same bars twice without a trace and declines others of that time', () => {
  const catalog = emptyCatalog()
  const first = catalog.addBars(rows(0, 50))
  expect(catalog.addBars(rows(0, 50))).toEqual(first)
  expect(() => catalog.addBars(rows(49, 60))).toThrow(/overlaps .*\.bars, which is in the catalog/)
  expect(catalog.list()).toHaveLength(1)
})

it('is a file for --bars too', async () => {
  const { path: file } = emptyCatalog().addBars(btc)
  const loaded = await loadBars([file])
  expect([loaded.sha256, loaded.instrument.id]).toEqual([btc.sha256, 'BTC-USD.SIM'])
})

it('sees every flipped bit of a file', () => {
  const catalog = emptyCatalog()
  const { path: file } = catalog.addBars(rows(0, 50))
  const bytes = readFileSync(file)
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (byte, bit) => {
      const flipped = Buffer.from(bytes)
      flipped[byte] = (flipped[byte] as number) ^ (1 << bit)
      writeFileSync(file, flipped)
      expect(() => catalog.load(btc.instrument.id, minuteUs)).toThrow(
        /is damaged|this coinswarm reads up to/,
      )
    }),
    { numRuns: 400 },
  )
  writeFileSync(file, bytes.subarray(0, bytes.length - 8))
  expect(() => catalog.load(btc.instrument.id, minuteUs)).toThrow(/its length is wrong/)
})

it('declines a schema that is newer', () => {
  const catalog = emptyCatalog()
  const { path: file } = catalog.addBars(btc)
  const text = readFileSync(file, 'latin1').replace('"schema":1,', '"schema":2,')
  writeFileSync(file, text, 'latin1')
  expect(() => catalog.list()).toThrow(/has catalog schema 2 .* upgrade it/)
})

it('leaves no draft behind and passes over one that a crash left', () => {
  const catalog = emptyCatalog()
  const { path: file } = catalog.addBars(btc)
  copyFileSync(file, `${file}.part`)
  expect(catalog.list()).toHaveLength(1)
  catalog.addBars({ ...btc, instrument: { ...btc.instrument, id: 'X-USD.SIM' as InstrumentId } })
  expect(readdirSync(`${catalog.folder}/X-USD.SIM/1m`)).toEqual([path.basename(file)])
})

it('says what to do when it does not hold what is asked for', () => {
  expect(() => emptyCatalog().load(btc.instrument.id, minuteUs)).toThrow(
    /holds no 1m bars of BTC-USD.SIM; import them/,
  )
})

it('stores trades beside the bars', () => {
  const catalog = emptyCatalog()
  const trades = new TradeColumns(1)
  trades.push(from, 100, 5, 1)
  trades.push(from + 1_000, 101, 5, -1)
  trades.trim()
  const part = catalog.addTrades({ instrument: btc.instrument, trades, path: 'x' })
  expect(part.header).toMatchObject({ kind: 'trades', rows: 2, from, to: from + 1_000 })
  expect(() => catalog.load(btc.instrument.id, minuteUs)).toThrow(/holds no 1m bars/)
})

it('is a header of 4,096 bytes in words, and columns of doubles behind it', () => {
  const { path: file } = emptyCatalog().addBars(btc)
  const bytes = readFileSync(file)
  const line = bytes.subarray(0, 4_096).toString('latin1')
  expect(line).toMatch(/^\{"coinswarm":"columns","schema":1,.*\} *\n$/)
  const { columns, rows: count } = JSON.parse(line) as {
    readonly columns: readonly string[]
    readonly rows: number
  }
  expect(columns).toEqual(['ts', 'open', 'high', 'low', 'close', 'volume'])
  expect(bytes.length).toBe(4_096 + columns.length * count * 8)
  const read = (column: number, row: number): number =>
    bytes.readDoubleLE(4_096 + (column * count + row) * 8)
  expect([read(0, 3), read(4, 7)]).toEqual([btc.bars.ts[3], btc.bars.close[7]])
})
