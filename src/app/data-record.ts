import { UserError } from '../base/index.ts'
import { type InstrumentId, parseInstrumentId, secondUs } from '../domain/index.ts'
import type { Clock, Disk } from '../kernel/index.ts'
import type { MarketRecording } from '../market/index.ts'
import { intervalUsOf } from './data-time.ts'
import { pause } from './pause.ts'
import { MarketTap } from './record-market.ts'

/** How often what was heard is written. A crash loses no more than that. */
const drainUs = secondUs

export type DataRecordRequest = {
  readonly catalogFolder: string
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  readonly instruments: readonly string[]
  /** How long, as `10m`; until `stop` when not given. */
  readonly duration?: string | undefined
  /** Bytes the recordings of the catalog may take, as `5GB`. */
  readonly keep: string
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url?: string | undefined
  readonly clock: Clock
  readonly disk: Disk
  readonly stop: AbortSignal
  readonly onNote: (line: string) => void
  /** Told every ten seconds, and at the start. */
  readonly onStatus: (status: MarketRecording) => void
}

export type DataRecordReport = MarketRecording & {
  readonly venue: string
  readonly instruments: readonly string[]
  readonly folder: string
  /** The venue's clock minus ours; `null` when it did not tell. Unit: us. */
  readonly clockOffsetUs: number | null
}

/**
 * Records a venue's public market into the catalog until it is told to stop; a second start goes on
 * with new files, after a gap that is marked.
 *
 * @throws UserError `venue-unreachable` and, when nothing can be written there, `disk` (exit 3).
 */
export async function recordData(request: DataRecordRequest): Promise<DataRecordReport> {
  const { venue, clock, disk, catalogFolder, onNote } = request
  const keepBytes = bytesOf(request.keep)
  const durationUs = request.duration === undefined ? undefined : intervalUsOf(request.duration)
  const instrumentIds = request.instruments.map((text) => idOf(text, venue))
  const tap = await MarketTap.open({
    venue,
    url: request.url,
    instrumentIds,
    clock,
    disk,
    catalogFolder,
    keepBytes,
    onNote,
  })
  try {
    await drainUntil(request, tap, durationUs)
  } finally {
    await tap.close()
  }
  return {
    ...tap.status,
    venue,
    instruments: tap.instruments.map(({ id }) => id),
    folder: catalogFolder,
    clockOffsetUs: tap.clockOffsetUs ?? null,
  }
}

async function drainUntil(
  { clock, stop, onStatus }: DataRecordRequest,
  tap: MarketTap,
  durationUs: number | undefined,
): Promise<void> {
  const end = durationUs === undefined ? Number.POSITIVE_INFINITY : clock.now() + durationUs
  for (let turn = 0; !stop.aborted && clock.now() < end; turn += 1) {
    if (turn % 10 === 0) onStatus(tap.status)
    await pause(clock, Math.min(drainUs, end - clock.now()), stop)
    tap.drain()
  }
}

function idOf(text: string, venue: string): InstrumentId {
  const id = parseInstrumentId(text, venue)
  if (!id.ok) throw new UserError('bad-instrument', `${id.error}.`)
  return id.value
}

const units: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 }

/** `5GB`. @throws UserError `usage` for what is no size from 1 MB up. */
function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(MB|GB|TB)$/i.exec(text) ?? []
  const bytes = Math.floor(Number(digits) * (units[unit.toUpperCase()] ?? Number.NaN))
  if (bytes >= 1e6 && Number.isSafeInteger(bytes)) return bytes
  throw new UserError('usage', `--keep must be a size such as 500MB or 5GB; was '${text}'.`)
}
