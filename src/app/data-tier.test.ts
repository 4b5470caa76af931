import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { defined } from '../base/index.ts'
import {
  BarColumns,
  dayUs,
  hourUs,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  minuteUs,
} from '../domain/index.ts'
import { type Clock, nodeDisk } from '../kernel/index.ts'
import { Catalog, columnsSha256 } from '../market/index.ts'
import { tierData } from './data-tier.ts'

const catalogFolder = mkdtempSync(`${tmpdir()}/coinswarm-tier-`)
afterAll(() => rmSync(catalogFolder, { recursive: true }))

const now = micros(20_000 * dayUs + 7 * hourUs)
const clock: Clock = { now: () => now, after: () => () => undefined }
const tiers = ['5m:2d', '1h:4d', '1d']
const request = { catalogFolder, tiers, isDryRun: false, clock, disk: nodeDisk }
const ids = ['BTC-USD.KRAKEN', 'ETH-USD.KRAKEN'] as const

/** Six days of 5 m bars until now. */
function store(catalog: Catalog, id: string): void {
  const made = instrument(id as InstrumentId, '0.1', '0.001')
  const bars = new BarColumns(0)
  for (let ts = now - 6 * dayUs + 5 * minuteUs; ts <= now; ts += 5 * minuteUs)
    bars.push(ts, 100, 120 + (ts % 7), 90 - (ts % 5), 110, 3)
  const kept = bars.slice(0, bars.length)
  catalog.addBars({
    instrument: defined(made.ok ? made.value : undefined, id),
    bars: kept,
    intervalUs: 5 * minuteUs,
    sha256: columnsSha256(kept),
    sources: [],
  })
}

const catalog = new Catalog(catalogFolder)
for (const id of ids) store(catalog, id)

it('says what it would do, does that, and then has nothing left to do', () => {
  const before = catalog.list()
  const plan = tierData({ ...request, isDryRun: true })
  expect(catalog.list()).toEqual(before)
  const done = tierData(request)
  expect(done).toEqual({ ...plan, dryRun: false })
  expect(done.failures).toEqual([])
  expect(done.parts.filter((part) => part.instrument === ids[0])).toEqual([
    // Past its time: what closed until seven in the morning two days ago.
    { ...figures('5m'), rows: 2 * 288, removed: 4 * 288 },
    // Hours go with whole days: the first day begins at seven, so its hours stay.
    { ...figures('1h'), rows: 144 - 24, built: 144, removed: 24, overdue: 17 },
    { ...figures('1d'), rows: 5, built: 5 },
  ])
  expect(tierData(request).parts.every(({ built, removed }) => built + removed === 0)).toBe(true)
})

const figures = (interval: string) => ({
  instrument: ids[0],
  interval,
  built: 0,
  removed: 0,
  overdue: 0,
  differing: 0,
})

it('leaves a catalog as any other, and its volume where it was', () => {
  const loaded = (intervalUs: number) => catalog.load(ids[0] as InstrumentId, intervalUs).bars
  const sum = ({ volume, length }: BarColumns): number =>
    volume.subarray(0, length).reduce((total, lots) => total + lots, 0)
  expect(sum(loaded(hourUs))).toBe(120 * 12 * 3)
  expect(sum(loaded(dayUs))).toBe(5 * 288 * 3)
  expect(loaded(5 * minuteUs).ts[0]).toBe(now - 2 * dayUs + 5 * minuteUs)
  const names = readdirSync(`${catalogFolder}/${ids[0]}/5m`)
  const from = (ts: Micros): string =>
    new Date(ts / 1_000).toISOString().replace(/\.000Z|[-:]/g, '')
  expect(names).toEqual([`${from(micros(now - 2 * dayUs))}_${from(now)}.bars`])
})

it('goes on with the others when one is damaged', () => {
  const [path] = catalog.parts(ids[0] as InstrumentId, hourUs).map((part) => part.path)
  writeFileSync(defined(path, 'a file'), 'damaged')
  const { parts, failures } = tierData(request)
  expect(failures).toMatchObject([{ instrument: ids[0], message: /is damaged/ }])
  expect(parts.map((part) => part.instrument)).toEqual([ids[1], ids[1], ids[1]])
})

it('declines tiers that are none, and instruments that are not there', () => {
  expect(() => tierData({ ...request, tiers: ['5m', '1d:1d'] })).toThrow(/kept for ever/)
  expect(() => tierData({ ...request, instrument: 'XRP/USD' })).toThrow(/not one instrument/)
  expect(tierData({ ...request, instrument: 'eth-usd' }).parts).toHaveLength(3)
})
