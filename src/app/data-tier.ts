import { reasonOf, UserError } from '../base/index.ts'
import { formatInterval, parseInstrumentId } from '../domain/index.ts'
import { acquireLock } from '../journal/index.ts'
import { type Clock, type Disk, DiskError } from '../kernel/index.ts'
import { parseTiers, planTiers, type Tier, tierBars, type TierReport } from '../market/index.ts'

export type DataTierRequest = {
  readonly catalogFolder: string
  /** `BTC/USD`, or a whole id; every instrument when left out. */
  readonly instrument?: string | undefined
  /** `5m:30d`, `1h:365d`, `1d`. */
  readonly tiers: readonly string[]
  /** Says what would be done. */
  readonly isDryRun: boolean
  readonly clock: Clock
  readonly disk: Disk
}

/** One tier of one instrument, in words for people and programs. */
export type TieredPart = Omit<TierReport, 'intervalUs'> & {
  readonly instrument: string
  /** `5m`. */
  readonly interval: string
}

export type DataTierReport = {
  readonly dryRun: boolean
  readonly tiers: readonly string[]
  readonly parts: readonly TieredPart[]
  /** Instruments left as they are, and why. */
  readonly failures: readonly { readonly instrument: string; readonly message: string }[]
}

/**
 * Makes coarser bars of finer ones and lets the finer ones go that are past their time, in every
 * instrument of the catalog; one that fails does not stop the others.
 *
 * @throws UserError `config-invalid`, `bad-instrument`, `not-in-catalog`.
 */
export function tierData(request: DataTierRequest): DataTierReport {
  const { isDryRun } = request
  const tiers = parseTiers(request.tiers)
  if (!tiers.ok) throw new UserError('config-invalid', `catalog.tiers: ${tiers.error}.`)
  const parts: TieredPart[] = []
  const failures: { instrument: string; message: string }[] = []
  for (const instrument of instrumentsOf(request, tiers.value))
    try {
      for (const { intervalUs, ...figures } of tiered(request, instrument, tiers.value))
        parts.push({ instrument, interval: formatInterval(intervalUs), ...figures })
    } catch (error) {
      if (!(error instanceof UserError || error instanceof DiskError)) throw error
      failures.push({ instrument, message: reasonOf(error) })
    }
  return { dryRun: isDryRun, tiers: request.tiers, parts, failures }
}

function tiered(
  { catalogFolder, disk, clock, isDryRun }: DataTierRequest,
  instrument: string,
  tiers: readonly Tier[],
): readonly TierReport[] {
  const root = `${catalogFolder}/${instrument}`
  if (isDryRun) return planTiers(disk, root, tiers, clock.now())
  const lock = acquireLock(`${root}/tiers`)
  try {
    return tierBars(disk, root, tiers, clock.now())
  } finally {
    lock.release()
  }
}

/** Folders of instruments that have a tier, all or the one asked for. */
function instrumentsOf(
  { catalogFolder, disk, instrument }: DataTierRequest,
  tiers: readonly Tier[],
): readonly string[] {
  const intervals = tiers.map(({ intervalUs }) => formatInterval(intervalUs))
  const stored = disk
    .list(catalogFolder)
    .filter((name) => intervals.some((each) => disk.exists(`${catalogFolder}/${name}/${each}`)))
  if (instrument === undefined) return stored
  const id = parseInstrumentId(instrument, 'ANY')
  if (!id.ok) throw new UserError('bad-instrument', `${id.error}.`)
  const isMeant = (name: string): boolean =>
    instrument.includes('.') ? name === id.value : name.split('.')[0] === id.value.split('.')[0]
  const meant = stored.filter(isMeant)
  if (meant.length === 1) return meant
  throw new UserError(
    'not-in-catalog',
    `'${instrument}' is not one instrument with bars of ${intervals.join(', ')} in ` +
      `${catalogFolder}, which has ${stored.join(', ') || 'none'}.`,
  )
}
