import { declined, type Result } from '../../base/index.ts'
import { type Micros, micros, secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { type Observation, ObservationLog } from '../observations/observation-log.ts'
import { type SourceAlarm, sourceAlarms } from '../source-alarms.ts'
import type { SourceFault, SourcePort, ToldObservation } from './source-port.ts'

export type PolledSourceOptions = {
  readonly port: SourcePort
  readonly clock: Clock
  /** How long an answer is as good as a new one: it is not asked again before. */
  readonly ttlUs: number
  /** Shortest time between two questions, whoever asks. */
  readonly gapUs: number
  /** Longest wait for an answer. */
  readonly timeoutUs: number
  /** How old the last good answer may be before it is stale. */
  readonly staleUs: number
  /** How long a column may be silent or constant before it is alarming. */
  readonly patienceUs: number
}

/** How a source stands, for people. */
export type SourceState = {
  readonly name: string
  /**
   * `fresh`: the last answer was good. `failing`: it was not, and the last good one still counts.
   * `stale`: there is none that counts. `refused`: a person has to act.
   */
  readonly kind: 'fresh' | 'failing' | 'stale' | 'refused'
  /** Since when it stands so. */
  readonly since: Micros
  /** The last error in a sentence; kept while what came after it is not good. */
  readonly error: string | undefined
  /** When it last gave a good answer; `undefined` for never. */
  readonly goodAt: Micros | undefined
  readonly observations: number
  /** By column: where it has been silent or constant for too long, and still is. */
  readonly alarms: readonly { readonly column: string; readonly alarm: SourceAlarm }[]
}

/** What came of one question; `undefined` when it was not the time to ask. */
export type Asked = Result<readonly ToldObservation[], SourceFault> | undefined

const backOffs = [1, 2, 4, 8, 16].map((seconds) => seconds * secondUs)
const timedOut: SourceFault = { kind: 'passing', sentence: 'It gave no answer in time.' }

/**
 * One live source: asked no more often than it may be, left alone for 1, 2, 4, 8, 16 s after errors
 * that pass, and for good after one that does not. What it said last stays, and is stale after a
 * while. Asking and taking are two steps, so that several can be asked at once and still be written
 * down in one order.
 */
export class PolledSource {
  readonly log: ObservationLog
  readonly #options: PolledSourceOptions
  #failures = 0
  #nextAt = 0
  #isRefused = false
  #isAsking = false
  #error: string | undefined
  #goodAt: Micros | undefined
  #newest = 0
  #kind: SourceState['kind'] = 'stale'
  #since: Micros

  constructor(options: PolledSourceOptions) {
    this.#options = options
    this.log = new ObservationLog(options.port.names)
    this.#since = options.clock.now()
  }

  get name(): string {
    return this.#options.port.name
  }

  /** When it may be asked again, microseconds; infinite once it has refused. */
  get nextAt(): number {
    return this.#isRefused ? Number.POSITIVE_INFINITY : this.#nextAt
  }

  /** Asks, if it is the time to. Never rejects; an answer that comes too late is none. */
  async ask(): Promise<Asked> {
    const { clock, port, gapUs, timeoutUs } = this.#options
    if (this.#isAsking || clock.now() < this.nextAt) return undefined
    this.#isAsking = true
    this.#nextAt = clock.now() + gapUs
    let cancel = (): void => {}
    const late = new Promise<Asked>((resolve) => {
      cancel = clock.after(timeoutUs, () => resolve(declined(timedOut)))
    })
    try {
      return await Promise.race([port.fetch(micros(this.#newest)), late])
    } catch {
      return declined({ kind: 'passing', sentence: 'It could not be asked.' })
    } finally {
      cancel()
      this.#isAsking = false
    }
  }

  /**
   * Writes down what came of a question. What it is about must be after what came before: the rest
   * is known already.
   *
   * @returns Ids of what is new.
   */
  take(asked: Asked): readonly number[] {
    if (asked === undefined) return []
    const now = this.#options.clock.now()
    if (!asked.ok) {
      this.#failed(asked.error, now)
      return []
    }
    this.#failures = 0
    this.#error = undefined
    this.#goodAt = now
    this.#nextAt = Math.max(this.#nextAt, now + this.#options.ttlUs)
    const isNew = ({ tsEvent, values }: ToldObservation): boolean =>
      tsEvent > this.#newest && values.length === this.log.names.length
    const rows = asked.value.filter(isNew).toSorted((a, b) => a.tsEvent - b.tsEvent)
    const ids = rows.map((row) => this.log.append(this.#stored(row, now)))
    this.#newest = rows.at(-1)?.tsEvent ?? this.#newest
    this.#settle(now)
    return ids
  }

  /** A person has acted: it may be asked again although it refused. */
  forgive(): void {
    this.#isRefused = false
    this.#nextAt = 0
  }

  /** The newest that was said, and whether it is too old to count. */
  last(): { readonly observation: Observation; readonly isStale: boolean } | undefined {
    const observation = this.log.row(this.log.length - 1)
    if (observation === undefined) return undefined
    return { observation, isStale: this.#isStale(this.#options.clock.now()) }
  }

  state(): SourceState {
    const now = this.#options.clock.now()
    this.#settle(now)
    return {
      ...{ name: this.name, kind: this.#kind, since: this.#since, error: this.#error },
      ...{ goodAt: this.#goodAt, observations: this.log.length, alarms: this.#alarms(now) },
    }
  }

  #stored({ tsEvent, values, said }: ToldObservation, now: Micros): Observation {
    return { tsEvent, tsInit: now, values, said, origin: this.name, line: 0 }
  }

  #failed(fault: SourceFault, now: Micros): void {
    this.#error = fault.sentence
    if (fault.kind === 'refused') this.#isRefused = true
    else {
      const wait = backOffs[Math.min(this.#failures, backOffs.length - 1)] as number
      this.#failures += 1
      this.#nextAt = Math.max(this.#nextAt, now + Math.max(wait, fault.retryUs ?? 0))
    }
    this.#settle(now)
  }

  #isStale(now: Micros): boolean {
    return this.#goodAt === undefined || now - this.#goodAt > this.#options.staleUs
  }

  #settle(now: Micros): void {
    const kind = this.#kindAt(now)
    if (kind === this.#kind) return
    this.#kind = kind
    this.#since = now
  }

  #kindAt(now: Micros): SourceState['kind'] {
    if (this.#isRefused) return 'refused'
    if (this.#isStale(now)) return 'stale'
    return this.#failures > 0 ? 'failing' : 'fresh'
  }

  #alarms(now: Micros): SourceState['alarms'] {
    const { log } = this
    if (log.length === 0) return []
    const clock = withLast(log.tsInit, now)
    return log.names.flatMap((column) => {
      const values = log.column(column) ?? new Float64Array(0)
      // What was said last still stands now.
      const held = withLast(values, values[log.length - 1] as number)
      const alarm = sourceAlarms(held, clock, this.#options.patienceUs).at(-1)
      return alarm !== undefined && alarm.to === now ? [{ column, alarm }] : []
    })
  }
}

function withLast(values: Float64Array, last: number): Float64Array {
  const longer = new Float64Array(values.length + 1)
  longer.set(values)
  longer[values.length] = last
  return longer
}
