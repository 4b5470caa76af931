import { formatTime, hourUs, type Micros, minuteUs } from '../../domain/index.ts'
import type { Judged } from '../../engine/index.ts'

/** Bars an agent is asked at least before what it says counts as constant. */
const barsLeast = 30
/** Decisions of a quiet span at least. */
const decisionsLeast = 30

/** Something a person should look at. `ts`: by the time of the desk. */
export type Alarm = { readonly ts: Micros; readonly code: string; readonly text: string }

export type AlarmRules = {
  /** How long an agent may say the very same; 0 for ever. */
  readonly constantMinutes: number
  /** How long nothing may be filled while something is wished; 0 for ever. */
  readonly quietHours: number
}

type WatchedNames = {
  readonly instruments: readonly string[]
  readonly agents: readonly string[]
  /** Wishes to sell short are none where nothing is. */
  readonly isLongOnly: boolean
}

/** What an agent has said of an instrument, since when, and how often. */
type Said = {
  exposure: number
  confidence: number
  since: number
  bars: number
  /** Close when it began, ticks. */
  close: number
  hasMoved: boolean
  isTold: boolean
}

/**
 * Looks for degenerate input in what a desk is told and comes to: an agent that says the very same
 * while the price moves, and a desk that wants positions and never gets one. It reads no clock:
 * the same bars give the same alarms, at the same times, whenever they are shown again.
 */
export class DegenerateWatch {
  readonly #names: WatchedNames
  readonly #constantUs: number
  readonly #quietUs: number
  readonly #onAlarm: (alarm: Alarm) => void
  readonly #said = new Map<number, Said>()
  #quietSince = Number.NaN
  #wishes = 0
  #decisions = 0
  #isQuietTold = false
  readonly #refusals = new Map<string, number>()

  constructor(names: WatchedNames, rules: AlarmRules, onAlarm: (alarm: Alarm) => void) {
    this.#names = names
    this.#constantUs = rules.constantMinutes * minuteUs
    this.#quietUs = rules.quietHours * hourUs
    this.#onAlarm = onAlarm
  }

  onJudged(judged: Judged): void {
    if (this.#constantUs > 0) this.#hear(judged)
    if (this.#quietUs > 0) this.#count(judged)
  }

  onFill(ts: Micros): void {
    this.#quietSince = ts
    this.#wishes = 0
    this.#decisions = 0
    this.#isQuietTold = false
    this.#refusals.clear()
  }

  /** @param limit - What said no. */
  onRefusal(limit: string): void {
    this.#refusals.set(limit, (this.#refusals.get(limit) ?? 0) + 1)
  }

  /** Who abstains says nothing, and whoever wants nothing is quiet: neither is constant. */
  #hear(judged: Judged): void {
    const { length } = this.#names.agents
    const speaking = new Set<number>()
    for (const { agent, exposure, confidence } of judged.voices) {
      if (exposure === 0 || agent >= length) continue
      const key = judged.instrument * length + agent
      speaking.add(key)
      const said = this.#said.get(key)
      if (said?.exposure !== exposure || said.confidence !== confidence)
        this.#said.set(key, begun(judged, exposure, confidence))
      else this.#repeat(judged, agent, said)
    }
    for (let agent = 0; agent < length; agent += 1) {
      const key = judged.instrument * length + agent
      if (!speaking.has(key)) this.#said.delete(key)
    }
  }

  #repeat({ ts, instrument, close }: Judged, agent: number, said: Said): void {
    said.bars += 1
    said.hasMoved ||= close !== said.close
    const isLong = ts - said.since >= this.#constantUs && said.bars >= barsLeast
    if (said.isTold || !isLong || !said.hasMoved) return
    said.isTold = true
    const minutes = Math.round((ts - said.since) / minuteUs)
    const { agents, instruments } = this.#names
    const text =
      `${agents[agent]} has said ${said.exposure} with confidence ${said.confidence} of ` +
      `${instruments[instrument]} for ${minutes} minutes, while the price moved (${formatTime(ts)}).`
    this.#onAlarm({ ts, code: 'signal-constant', text })
  }

  #count({ ts, exposure, lots }: Judged): void {
    if (Number.isNaN(this.#quietSince)) this.#quietSince = ts
    const isWish = exposure > 0 || (exposure < 0 && !this.#names.isLongOnly)
    this.#decisions += 1
    if (isWish && lots === 0) this.#wishes += 1
    const isLong = ts - this.#quietSince >= this.#quietUs && this.#decisions >= decisionsLeast
    if (this.#isQuietTold || !isLong || this.#wishes * 2 < this.#decisions) return
    this.#isQuietTold = true
    const hours = Math.round((ts - this.#quietSince) / hourUs)
    const text =
      `Nothing was filled for ${hours} hours, while ${this.#wishes} of ${this.#decisions} ` +
      `decisions wanted what is not held${this.#obstacle()} (${formatTime(ts)}).`
    this.#onAlarm({ ts, code: 'no-trades', text })
  }

  /** What refused orders most often since the last fill, in words. */
  #obstacle(): string {
    const [most] = [...this.#refusals].toSorted(([, a], [, b]) => b - a)
    if (most === undefined) return ', and no order was refused'
    const [limit, times] = most
    return `; ${limit} refused ${times} ${times === 1 ? 'order' : 'orders'}`
  }
}

function begun({ ts, close }: Judged, exposure: number, confidence: number): Said {
  return { exposure, confidence, since: ts, bars: 1, close, hasMoved: false, isTold: false }
}
