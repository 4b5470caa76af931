import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import {
  BarColumns,
  dayUs,
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  minuteUs,
} from '../../domain/index.ts'
import { type Disk, DiskError, SimulatedDisk } from '../../kernel/index.ts'
import { aggregateBars, bucketOf } from './aggregate-bars.ts'
import { planTiers, tierBars } from './tier-bars.ts'
import { parseTiers } from './tier-chain.ts'
import { TierFolder } from './tier-folder.ts'
import { cutting } from '../../../test/simulation/cutting-disk.ts'
import { PowerCut } from '../../../test/simulation/kill-sites.ts'

const root = 'catalog/BTC-USD.KRAKEN'
const fineUs = 5 * minuteUs
const start = Math.floor(1_700_000_000_000_000 / dayUs) * dayUs

function gridOf(tick: string, lot: string): Instrument {
  const made = instrument('BTC-USD.KRAKEN' as InstrumentId, tick, lot)
  return defined(made.ok ? made.value : undefined, 'btc')
}

const btc = gridOf('0.1', '0.001')
const parsed = parseTiers(['5m:2d', '1h:5d', '1d'])
const tiers = defined(parsed.ok ? parsed.value : undefined, 'tiers')

/** Bars that open at these numbers of bars after `start`. */
function barsAt(places: readonly number[], lengthUs = fineUs): BarColumns {
  const bars = new BarColumns(places.length)
  for (const place of places) {
    const open = 1_000 + ((place * 37) % 101)
    const close = 1_000 + ((place * 53) % 97)
    const high = Math.max(open, close) + (place % 7)
    const low = Math.min(open, close) - (place % 5)
    bars.push(start + (place + 1) * lengthUs, open, high, low, close, 1 + (place % 11))
  }
  return bars
}

const from = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => first + i)
const rowsOf = (bars: BarColumns | undefined): readonly (readonly number[])[] =>
  Array.from({ length: bars?.length ?? 0 }, (_, i) =>
    (['ts', 'open', 'high', 'low', 'close', 'volume'] as const).map((name) => bars?.[name][i] ?? 0),
  )

/** Everything the tiers hold, as the disk has it. Throws where files overlap or are damaged. */
function held(disk: Disk): readonly (readonly (readonly number[])[])[] {
  return tiers.map(({ intervalUs }) => rowsOf(new TierFolder(disk, root, intervalUs).load()?.bars))
}

/** Files of 5 m bars with edges in the middle of hours, a hole, and a day that is not whole. */
const files = [from(0, 700), from(700, 300), from(1_010, 1_000), from(2_010, 300)]
const now = start + 2_310 * fineUs

function filled(): SimulatedDisk {
  const disk = new SimulatedDisk()
  const folder = new TierFolder(disk, root, fineUs)
  for (const places of files) folder.insert({ instrument: btc, bars: barsAt(places) })
  return disk
}

describe('tiers of a catalog', () => {
  it('are made first, and then fine bars go that are past their time', () => {
    const disk = filled()
    const plan = planTiers(disk, root, tiers, now)
    const reports = tierBars(disk, root, tiers, now)
    expect(plan).toEqual(reports)
    const [fine, hours, days] = held(disk)
    // 2,300 bars, of which 1,718 are past their time; of the two hours of the hole, from 996 to
    // 1,019, 14 are there, and stay.
    expect(reports).toMatchObject([
      { rows: 2_300 - 1_718 + 14, built: 0, overdue: 14, differing: 0 },
      { rows: 190 - 72, built: 190, removed: 72, overdue: 0 },
      { rows: 7, built: 7, removed: 0 },
    ])
    expect(fine).toHaveLength(reports[0]?.rows ?? 0)
    expect(hours?.length).toBe(reports[1]?.rows)
    expect(days).toHaveLength(7)
  })

  it('are the same after another run', () => {
    const disk = filled()
    tierBars(disk, root, tiers, now)
    const before = held(disk)
    const names = disk.list(`${root}/5m`)
    expect(tierBars(disk, root, tiers, now)).toMatchObject([
      { built: 0, removed: 0 },
      { built: 0, removed: 0 },
      { built: 0, removed: 0 },
    ])
    expect(held(disk)).toEqual(before)
    expect(disk.list(`${root}/5m`)).toEqual(names)
  })

  it('take in bars that come late, into the file whose time they lie in', () => {
    const disk = filled()
    tierBars(disk, root, tiers, now)
    const folder = new TierFolder(disk, root, fineUs)
    folder.insert({ instrument: gridOf('0.05', '0.0001'), bars: scaled(barsAt(from(1_000, 10))) })
    const [fine] = tierBars(disk, root, tiers, now)
    expect(fine).toMatchObject({ removed: 24, overdue: 0 })
    const whole = barsAt(from(0, 2_310))
    const hours = rowsOf(aggregateBars(whole, fineUs, hourUs))
    const late = hours.filter(([ts]) => ts === start + 84 * hourUs)
    expect(held(disk)[1]?.filter(([ts]) => ts === start + 84 * hourUs)).toEqual(
      late.map(([ts, ...rest]) => [ts, ...rest.map((value, i) => value * (i === 4 ? 10 : 2))]),
    )
  })

  it('keep bars that a coarser one says otherwise', () => {
    const disk = filled()
    const other = aggregateBars(barsAt(from(0, 12)), fineUs, hourUs)
    other.volume[0] = (other.volume[0] ?? 0) + 1
    new TierFolder(disk, root, hourUs).insert({ instrument: btc, bars: other })
    const [fine] = tierBars(disk, root, tiers, now)
    expect(fine).toMatchObject({ differing: 1, overdue: 26 })
    expect(held(disk)[0]?.slice(0, 12)).toEqual(rowsOf(barsAt(from(0, 12))))
  })

  it('let nothing go that is not past its time', () => {
    const disk = filled()
    const early = start + 2 * dayUs
    const [fine] = tierBars(disk, root, tiers, early)
    expect(fine).toMatchObject({ removed: 0, overdue: 0, rows: 2_300 })
  })
})

/** The same bars on a grid of half the tick and a tenth of the lot. */
function scaled(bars: BarColumns): BarColumns {
  for (const name of ['open', 'high', 'low', 'close'] as const)
    bars[name].forEach((value, row) => {
      bars[name][row] = value * 2
    })
  bars.volume.forEach((value, row) => {
    bars.volume[row] = value * 10
  })
  return bars
}

it('lose nothing and come to rest, whatever is missing and wherever files end', () => {
  const random = Random.fromSeed(3)
  for (let turn = 0; turn < 100; turn += 1) {
    const disk = new SimulatedDisk()
    const folder = new TierFolder(disk, root, fineUs)
    const places = from(0, 900).filter(() => random.below(200) > 0)
    while (places.length > 0) {
      const some = places.splice(0, 1 + random.below(400))
      folder.insert({ instrument: btc, bars: barsAt(some) })
    }
    const before = folder.load()?.bars ?? barsAt([])
    const plan = planTiers(disk, root, tiers, now)
    expect(tierBars(disk, root, tiers, now)).toEqual(plan)
    expectNothingLost(disk, before)
    const after = held(disk)
    expect(tierBars(disk, root, tiers, now).every((each) => each.built + each.removed === 0)).toBe(
      true,
    )
    expect(held(disk)).toEqual(after)
  }
})

/** Every bar there ever was is there, or a coarser one that holds exactly what it held. */
function expectNothingLost(disk: Disk, all = barsAt(files.flat())): void {
  const hoursOf = aggregateBars(all, fineUs, hourUs)
  const daysOf = aggregateBars(hoursOf, hourUs, dayUs)
  const [fine, hours, days] = held(disk).map((rows) => new Set(rows.map((row) => row.join())))
  const expected = [hoursOf, daysOf].map(
    (bars) => new Map(rowsOf(bars).map((row) => [row[0], row.join()])),
  )
  const lost = rowsOf(all).filter((row) => {
    if (fine?.has(row.join()) === true) return false
    const hour = bucketOf(row[0] ?? 0, fineUs, hourUs)
    if (hours?.has(expected[0]?.get(hour) ?? 'none') === true) return false
    return days?.has(expected[1]?.get(bucketOf(hour, hourUs, dayUs)) ?? 'none') !== true
  })
  expect(lost).toEqual([])
}

describe('whatever happens to the disk', () => {
  const sound = filled()
  tierBars(sound, root, tiers, now)
  const wanted = held(sound)

  it('nothing is lost by a kill before any change, and the next run ends where it would have', () => {
    let cuts = 0
    for (let count = 0; ; count += 1) {
      const disk = filled()
      try {
        tierBars(cutting(disk, count), root, tiers, now)
        break
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error
      }
      cuts += 1
      disk.crash(Random.fromSeed(count))
      expectNothingLost(disk)
      tierBars(disk, root, tiers, now)
      expect(held(disk)).toEqual(wanted)
    }
    expect(cuts).toBeGreaterThan(30)
  })

  it('nor by two kills in a row, at seeded moments', () => {
    const random = Random.fromSeed(5)
    for (let turn = 0; turn < 60; turn += 1) {
      const disk = filled()
      for (let kill = 0; kill < 2; kill += 1) {
        try {
          tierBars(cutting(disk, random.below(50)), root, tiers, now)
        } catch (error) {
          if (!(error instanceof PowerCut)) throw error
        }
        disk.crash(random)
        expectNothingLost(disk)
      }
      tierBars(disk, root, tiers, now)
      expect(held(disk)).toEqual(wanted)
    }
  })

  it('nor by a sync that fails or a disk that is full', () => {
    for (const fail of [
      (disk: SimulatedDisk, count: number) => disk.failSync(count),
      (disk: SimulatedDisk, count: number) => disk.fillAfter(count),
    ])
      for (let count = 1; ; count += 1) {
        const disk = filled()
        fail(disk, count)
        try {
          tierBars(disk, root, tiers, now)
          break
        } catch (error) {
          if (!(error instanceof DiskError)) throw error
        }
        disk.makeRoom()
        expectNothingLost(disk)
        tierBars(disk, root, tiers, now)
        expect(held(disk)).toEqual(wanted)
      }
  })
})
