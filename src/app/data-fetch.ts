import { UserError } from '../base/index.ts'
import {
  BarColumns,
  dayUs,
  type Instrument,
  type Micros,
  micros,
  parseInstrumentId,
} from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import { Catalog, columnsSha256, type LoadedBars } from '../market/index.ts'
import { answered, historyPages, openCcxtClient, reachVenue } from '../venue/index.ts'
import { isoTime } from './data-list.ts'
import { intervalUsOf, timeOf } from './data-time.ts'

/** Bars fetched before they are written, so that a stop loses little. */
const partRows = 20_000

export type DataFetchRequest = {
  readonly catalogFolder: string
  /** ccxt's name of the venue: `kraken`. */
  readonly venue: string
  readonly instrument: string
  readonly interval: string
  /** A day ago when not given. */
  readonly from?: string | undefined
  /** Now when not given. */
  readonly to?: string | undefined
  readonly clock: Clock
  /** Another server that speaks the venue's REST. */
  readonly url?: string | undefined
  /** Told how much of the wanted time is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

export type DataFetchReport = {
  readonly instrument: string
  /** Bars written by this run, and where they lie; `null` when there was nothing new. */
  readonly rows: number
  readonly from: string | null
  readonly to: string | null
  readonly paths: readonly string[]
}

/**
 * Downloads bars into the catalog, going on after the last that is stored.
 *
 * @throws UserError `venue-unreachable` (exit 3) when the venue does not answer; what came before
 *   is kept.
 */
export async function fetchData(request: DataFetchRequest): Promise<DataFetchReport> {
  const { clock, venue } = request
  const intervalUs = intervalUsOf(request.interval)
  const id = parseInstrumentId(request.instrument, venue)
  if (!id.ok) throw new UserError('bad-instrument', `${id.error}.`)
  const wanted = {
    from: request.from === undefined ? micros(clock.now() - dayUs) : timeOf(request.from, '--from'),
    to: request.to === undefined ? clock.now() : timeOf(request.to, '--to'),
  }
  const client = await openCcxtClient({ venue, url: request.url })
  await reachVenue(client, clock)
  const instrument = await answered(client, clock, () => client.instrument(id.value))
  const catalog = new Catalog(request.catalogFolder)
  const from = resumeAt(catalog, instrument, intervalUs, wanted.from)
  const writer = new PartWriter(catalog, instrument, intervalUs)
  try {
    const span = { client, clock, instrument, intervalUs, from, to: wanted.to }
    for await (const page of historyPages(span)) {
      writer.add(page)
      const done = (page.ts[page.length - 1] as number) - wanted.from
      request.onProgress?.(done / (wanted.to - wanted.from))
    }
  } finally {
    writer.flush()
  }
  return writer.report()
}

/** The close of the last stored bar, when that is later than what was asked for. */
function resumeAt(catalog: Catalog, of: Instrument, intervalUs: number, from: Micros): Micros {
  const last = catalog.parts(of.id, intervalUs).at(-1)?.header.to ?? 0
  return micros(Math.max(from, last))
}

/** Gathers pages and stores them as parts. */
class PartWriter {
  readonly #catalog: Catalog
  readonly #instrument: Instrument
  readonly #intervalUs: number
  readonly #paths: string[] = []
  #bars = new BarColumns(partRows)
  #rows = 0
  #from: number | undefined
  #to: number | undefined

  constructor(catalog: Catalog, instrument: Instrument, intervalUs: number) {
    this.#catalog = catalog
    this.#instrument = instrument
    this.#intervalUs = intervalUs
  }

  add(page: BarColumns): void {
    this.#bars.append(page)
    if (this.#bars.length >= partRows) this.flush()
  }

  flush(): void {
    if (this.#bars.length === 0) return
    const bars = this.#bars.slice(0, this.#bars.length)
    const loaded: LoadedBars = {
      instrument: this.#instrument,
      bars,
      intervalUs: this.#intervalUs,
      sha256: columnsSha256(bars),
      sources: [],
    }
    const { path, header } = this.#catalog.addBars(loaded)
    this.#paths.push(path)
    this.#rows += bars.length
    this.#from ??= header.from
    this.#to = header.to
    this.#bars = new BarColumns(partRows)
  }

  report(): DataFetchReport {
    return {
      instrument: this.#instrument.id,
      rows: this.#rows,
      from: this.#from === undefined ? null : isoTime(this.#from),
      to: this.#to === undefined ? null : isoTime(this.#to),
      paths: this.#paths,
    }
  }
}
