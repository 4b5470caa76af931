import { UserError } from '../base/index.ts'
import {
  minuteUs,
  type InstrumentId,
  type Micros,
  micros,
  parseInstrumentId,
} from '../domain/index.ts'
import type { RunSource } from '../engine/index.ts'
import type { Clock } from '../kernel/index.ts'
import {
  fileFeed,
  generatedFeed,
  generatedFrom,
  type LiveMarket,
  loadMarket,
} from '../market/index.ts'
import { openCcxtMarket, probeVenue, testNetwork } from '../venue/index.ts'
import { rehearsedVenue } from './desk-gateway.ts'
import { rehearsalAnswerMs } from './rehearsal.ts'
import { refuseMixed, streamNamed } from './open-market.ts'

/** What a desk is to run on, as far as a person said. */
export type LiveChoice = {
  /** `generated`, `scenario:NAME`, `kraken`, `venue:NAME` or files; nothing for `auto`. */
  readonly market: readonly string[]
  readonly instruments: readonly string[]
  /** Times real time; 0 for as fast as possible. Of no meaning for a venue. */
  readonly speed: number
  readonly seed: number
  readonly clock: Clock
  /** Length of a venue's bars; a minute when left out. */
  readonly intervalUs?: number | undefined
  /** Told, in a sentence, when the market is not the one first thought of. */
  readonly onNote?: ((message: string) => void) | undefined
  /** Another server that speaks the venue's public REST, for rehearsals. */
  readonly venueUrl?: string | undefined
}

/** A market to run on, and how to find it again after a stop. */
export type ChosenMarket = {
  readonly live: LiveMarket
  readonly source: RunSource
  /** Where the past ends that a new desk warms up on; 0 for none. */
  readonly warmFrom: Micros
  readonly warmTo: Micros
}

/** Bars of made-up past behind a new desk, so that charts are full and indicators warm at once. */
const generatedPast = 1_500
/** Bars: as much of the past as Kraken gives in one answer. */
const venuePast = 700

const venueWord = 'venue:'

/** How the public market of a venue is named among markets. */
export function marketOfVenue(venue: string): string {
  return venue === 'kraken' ? venue : venueWord + venue
}

/** Opens the market of `choice`; `auto` is Kraken when it answers within five seconds. */
export async function chooseLiveMarket(choice: LiveChoice): Promise<ChosenMarket> {
  const [name = 'auto'] = choice.market
  if (name === 'auto') {
    const isThere = await probeVenue({ venue: 'kraken', clock: choice.clock, url: choice.venueUrl })
    if (isThere) return openVenue(choice, 'kraken')
    choice.onNote?.('Kraken did not answer within 5 s; trading on a made-up market instead')
    return openGenerated(choice, 'generated')
  }
  if (name === 'kraken') return openVenue(choice, name)
  const rehearsed = rehearsedVenue(name)
  if (rehearsed !== undefined) return openRehearsed(choice, rehearsed, name)
  if (name.startsWith(venueWord)) return openVenue(choice, name.slice(venueWord.length))
  if (name === 'generated' || name.startsWith('scenario:')) return openGenerated(choice, name)
  return openFiles(choice)
}

/** The venue of a market named so; `undefined` for any other market. */
export function venueOfMarket(market: string): string | undefined {
  if (market === 'kraken') return market
  return market.startsWith(venueWord) ? market.slice(venueWord.length) : rehearsedVenue(market)
}

function openGenerated(choice: LiveChoice, name: string): ChosenMarket {
  const { seed, speed, clock } = choice
  // Refuses an unknown name before anything is written.
  streamNamed(name, seed)
  const label = name === 'generated' ? `generated market, seed ${seed}` : `${name}, seed ${seed}`
  const live = generatedFeed({ market: () => streamNamed(name, seed), label, speed, clock })
  return {
    live,
    source: { kind: 'generated', label, market: [name] },
    warmFrom: generatedFrom,
    warmTo: micros(generatedFrom + generatedPast * minuteUs),
  }
}

async function openFiles({ market, speed, clock }: LiveChoice): Promise<ChosenMarket> {
  const loaded = await loadMarket(market)
  refuseMixed(loaded)
  const live = fileFeed({ market: loaded, speed, clock })
  const { label } = live.feed.source
  return {
    live,
    source: { kind: 'file', label, market },
    warmFrom: 0 as Micros,
    warmTo: 0 as Micros,
  }
}

/** Measured: `docs/scale.md`. */
const instrumentsMax = 1_000

/** The same bars, from an exchange without real money; to a restart it is of no matter which. */
async function openRehearsed(
  choice: LiveChoice,
  venue: string,
  market: string,
): Promise<ChosenMarket> {
  if (choice.venueUrl === undefined)
    throw new UserError('usage', `A rehearsal at ${venue} needs --venue ${venue} --rehearse URL.`)
  const chosen = await openVenue(choice, venue)
  const isTest = choice.venueUrl === testNetwork
  const label = isTest ? `${venue}'s test network` : `simulated exchange in ${venue}'s dialect`
  return { ...chosen, source: { ...chosen.source, label, market: [market] } }
}

async function openVenue(
  { instruments, clock, venueUrl, intervalUs = minuteUs }: LiveChoice,
  venue: string,
): Promise<ChosenMarket> {
  refuseTooMany(instruments)
  const instrumentIds = instruments.map((text) => venueInstrument(text, venue))
  const live = await openCcxtMarket({
    venue,
    instrumentIds,
    intervalUs,
    clock,
    url: venueUrl,
    timeoutMs: rehearsalAnswerMs(venueUrl),
  })
  const now = clock.now()
  return {
    live,
    source: { kind: 'venue', label: live.feed.source.label, market: [marketOfVenue(venue)] },
    warmFrom: micros(now - venuePast * intervalUs),
    warmTo: now,
  }
}

/** Of so many pairs what one desk knows of each would fill its memory, and its minute. */
function refuseTooMany({ length }: readonly string[]): void {
  if (length <= instrumentsMax) return
  throw new UserError(
    'too-many-instruments',
    `A desk trades ${instrumentsMax} instruments at most and was asked for ${length}; share them out ` +
      'among desks of their own with --desk (docs/scale.md).',
  )
}

function venueInstrument(text: string, venue: string): InstrumentId {
  const name = venue.toUpperCase()
  const parsed = parseInstrumentId(text, name)
  if (!parsed.ok) throw new UserError('bad-instrument', `${parsed.error}.`)
  if (parsed.value.endsWith(`.${name}`)) return parsed.value
  throw new UserError('bad-instrument', `${parsed.value} is of another venue than ${venue}.`)
}
