import {
  type BarClosed,
  dayUs,
  type DeskEvent,
  type Mode,
  type ModeChanged,
} from '../../domain/index.ts'
import { parseHeader, type RunHeader } from '../../engine/index.ts'
import { isAutomatic } from '../../risk/index.ts'
import { rehearsedVenue } from '../desk-gateway.ts'

/** Bars farther apart than so many intervals have a gap between them, which is no time run. */
const togetherMax = 2

type Gap = { readonly ts: number; readonly bars: number }

/** What a journal tells of one instrument. */
class InstrumentHistory {
  lastTs = 0
  bars = 0
  #gaps: Gap[] = []

  /** A live bar was closed. */
  closed(ts: number, intervalUs: number): void {
    const missing = this.lastTs === 0 ? 0 : Math.round((ts - this.lastTs) / intervalUs) - 1
    if (missing > 0)
      this.#gaps = [...this.#gaps, { ts, bars: missing }].filter((of) => of.ts > ts - dayUs)
    this.lastTs = ts
    this.bars += 1
  }

  /** Bars that did not come in the day up to the last one. */
  get missing(): number {
    const since = this.lastTs - dayUs
    return this.#gaps.reduce((sum, { ts, bars }) => (ts > since ? sum + bars : sum), 0)
  }
}

/**
 * What the journal of a desk says about how it has run, event by event: how long it really did,
 * what came of its data and orders, who has looked at it. Holds a few numbers, however long the
 * journal is.
 */
export class DeskHistory {
  header: RunHeader | undefined
  /** Time between live bars that followed each other. Unit: us. */
  runningUs = 0
  readonly instruments: InstrumentHistory[] = []
  /** Entries sent on a decision that each agent had spoken for, by position of the agent. */
  readonly entries: number[] = []
  mode: Mode = 'normal'
  modeActor = ''
  modeReason = ''
  /** When the account at a venue was last taken down; 0 for never. */
  accountTs = 0
  /** Alerts since a person last did anything to the desk. */
  unread = 0
  unreadText = ''
  #lastTs = 0
  /** Agents that spoke for the last decision on each instrument: which way. */
  readonly #voices = new Map<number, ReadonlyMap<number, number>>()

  /** Whether its bars came from a venue as they happened: no file, no seed, no rehearsal. */
  get isLive(): boolean {
    const source = this.header?.source
    return source?.kind === 'venue' && rehearsedVenue(source.market[0]) === undefined
  }

  /** When the last live bar closed; 0 for never. */
  get lastTs(): number {
    return this.#lastTs
  }

  take(event: DeskEvent): void {
    if (event.kind === 'run-started') this.#begin(event.header)
    else if (event.kind === 'bar-closed') this.#onBar(event)
    else if (event.kind === 'decision-made')
      this.#voices.set(
        event.instrument,
        new Map(event.voices.map(({ agent, exposure }) => [agent, Math.sign(exposure)])),
      )
    else if (event.kind === 'submit' && event.order.role === 'entry')
      this.#onEntry(event.order.instrument, event.order.side === 'buy' ? 1 : -1)
    else if (event.kind === 'mode-changed') this.#onMode(event)
    else if (event.kind === 'account-observed') {
      this.accountTs = event.ts
      if (!isAutomatic(event.actor)) this.#read()
    } else if (event.kind === 'alert-raised') {
      this.unread += 1
      this.unreadText = event.text
    }
  }

  #begin(header: Parameters<typeof parseHeader>[0]): void {
    const parsed = parseHeader(header)
    if (!parsed.ok) return
    this.header = parsed.value
    this.header.setup.instruments.forEach(() => this.instruments.push(new InstrumentHistory()))
    this.header.agents.forEach(() => this.entries.push(0))
  }

  /** Only what came as it happened counts; what was caught up or made up to warm up does not. */
  #onBar({ instrument, ts, phase }: BarClosed): void {
    const intervalUs = this.header?.setup.intervalsUs[instrument]
    if (phase !== 'live' || intervalUs === undefined) return
    this.instruments[instrument]?.closed(ts, intervalUs)
    const passed = ts - this.#lastTs
    if (this.#lastTs !== 0 && passed > 0 && passed <= togetherMax * intervalUs)
      this.runningUs += passed
    if (passed > 0) this.#lastTs = ts
  }

  #onEntry(instrument: number, sign: number): void {
    for (const [agent, side] of this.#voices.get(instrument) ?? [])
      if (side === sign) this.entries[agent] = (this.entries[agent] ?? 0) + 1
  }

  #onMode({ to, actor, reason }: ModeChanged): void {
    this.mode = to
    this.modeActor = actor
    this.modeReason = reason
    if (!isAutomatic(actor)) this.#read()
  }

  #read(): void {
    this.unread = 0
    this.unreadText = ''
  }
}
