import { BarColumns } from '../../domain/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { commonGrid } from '../common-grid.ts'
import { barsOn } from '../join-bars.ts'
import { aggregateBars, bucketOf } from './aggregate-bars.ts'
import { absentFrom, type Settled, settledBy } from './settle-bars.ts'
import type { Tier } from './tier-chain.ts'
import { TierFolder } from './tier-folder.ts'
import { DryTier, type TierContent, type TierStore } from './tier-store.ts'

/** What became, or would become, of one tier. */
export type TierReport = {
  readonly intervalUs: number
  /** Bars when all is done. */
  readonly rows: number
  /** Bars made of the finer tier. */
  readonly built: number
  /** Bars that went, because the coarser tier holds them. */
  readonly removed: number
  /** Bars past their time that stay, because no coarser bar holds them exactly. */
  readonly overdue: number
  /** Coarser bars that say something else than the bars they should be made of: both stay. */
  readonly differing: number
}

/**
 * Makes the coarser tiers of an instrument out of the finer ones, then lets fine bars go that are
 * past their time and that the coarser tier holds: all that is to be made is made and on the disk
 * before anything goes, and what goes is decided by what is read back. Killed at any point it has
 * lost nothing, and the next run ends where it would have.
 *
 * @param root - Of the instrument: `catalog/BTC-USD.KRAKEN`. Nobody else may write there meanwhile.
 * @param tiers - From fine to coarse.
 * @returns A report for each tier.
 * @throws UserError for a file that is damaged or overlaps another. @throws DiskError
 */
export function tierBars(
  disk: Disk,
  root: string,
  tiers: readonly Tier[],
  now: number,
): readonly TierReport[] {
  const folders = tiers.map(({ intervalUs }) => new TierFolder(disk, root, intervalUs))
  for (const [i, folder] of folders.entries()) folder.mend(folders[i + 1])
  return runTiers(folders, tiers, now)
}

/** What `tierBars` would do. Changes nothing. */
export function planTiers(
  disk: Disk,
  root: string,
  tiers: readonly Tier[],
  now: number,
): readonly TierReport[] {
  const folders = tiers.map(({ intervalUs }) => new TierFolder(disk, root, intervalUs))
  return runTiers(
    folders.map((folder) => new DryTier(folder)),
    tiers,
    now,
  )
}

const noBars = new BarColumns(0)

function runTiers(
  stores: readonly TierStore[],
  tiers: readonly Tier[],
  now: number,
): readonly TierReport[] {
  const built = stores.map((store, i) => build(stores[i - 1], store))
  return stores.map((store, i) => {
    const until = now - (tiers[i]?.keepUs ?? Number.POSITIVE_INFINITY)
    return settle(store, stores[i + 1], until, built[i] ?? 0)
  })
}

/** @returns How many bars were made. */
function build(finer: TierStore | undefined, store: TierStore): number {
  const fine = finer?.load()
  if (finer === undefined || fine === undefined) return 0
  const made = aggregateBars(fine.bars, finer.intervalUs, store.intervalUs)
  const bars = absentFrom(store.load()?.bars ?? noBars, made, store.intervalUs)
  if (bars.length > 0) store.insert({ instrument: fine.instrument, bars })
  return bars.length
}

function settle(
  store: TierStore,
  coarser: TierStore | undefined,
  until: number,
  built: number,
): TierReport {
  const { intervalUs } = store
  const coarseUs = coarser?.intervalUs ?? intervalUs
  const fine = store.load()
  const coarse = coarser?.load()
  const { buckets, differing } =
    fine === undefined || coarse === undefined
      ? { buckets: new Set<number>(), differing: 0 }
      : settledIn(fine, coarse, { intervalUs, coarseUs, until })
  const removed = buckets.size === 0 ? 0 : store.remove(buckets, coarseUs)
  const left = store.load()?.bars ?? noBars
  const overdue = left.ts
    .subarray(0, left.length)
    .filter((ts) => bucketOf(ts, intervalUs, coarseUs) <= until).length
  return { intervalUs, rows: left.length, built, removed, overdue, differing }
}

function settledIn(
  fine: TierContent,
  coarse: TierContent,
  of: { readonly intervalUs: number; readonly coarseUs: number; readonly until: number },
): Settled {
  const grid = commonGrid([fine.instrument, coarse.instrument])
  const made = aggregateBars(barsOn(grid, fine), of.intervalUs, of.coarseUs)
  return settledBy(made, barsOn(grid, coarse), of.until)
}
