import { hourUs, type Micros } from '../../domain/index.ts'
import type { TextReading } from './read-texts.ts'

/** Furthest that all texts together can move the one number they move. */
export const moodMax = 0.1

const halfLifeUs = 6 * hourUs
/** After four half-lives a text is forgotten. */
const horizonUs = 4 * halfLifeUs
/** Texts of a source about a coin that are remembered; the newest. */
const rememberedMax = 64

/**
 * The one number that words of strangers can move: how good the news of a coin is, from -0.1 to
 * 0.1. It halves in six hours and is nothing after a day. It goes as far as the second source does:
 * what one says alone moves nothing, however often and loudly it says it.
 */
export class TextMood {
  /** By coin and source. */
  readonly #readings = new Map<string, Map<string, readonly TextReading[]>>()

  add(reading: TextReading): void {
    const sources = this.#readings.get(reading.coin) ?? new Map<string, readonly TextReading[]>()
    this.#readings.set(reading.coin, sources)
    const oldest = reading.tsInit - horizonUs
    const known = (sources.get(reading.source) ?? []).filter(({ tsInit }) => tsInit > oldest)
    const all = [...known, reading].sort((a, b) => a.tsInit - b.tsInit)
    sources.set(reading.source, all.slice(-rememberedMax))
  }

  /** What could be known at `ts`. @returns From -0.1 to 0.1; 0 where no two sources agree. */
  valueAt(coin: string, ts: Micros): number {
    const stances = [...(this.#readings.get(coin)?.values() ?? [])].map((each) => stance(each, ts))
    const good = secondOf(stances)
    const bad = secondOf(stances.map((each) => -each))
    return moodMax * (good - bad)
  }
}

/** What a source says of a coin, from -1 to 1. */
function stance(readings: readonly TextReading[], ts: Micros): number {
  let sum = 0
  for (const { tsInit, score, confidence } of readings) {
    const age = ts - tsInit
    if (age < 0 || age >= horizonUs) continue
    sum += score * confidence * Math.exp((-Math.LN2 * age) / halfLifeUs)
  }
  return Math.max(-1, Math.min(1, sum))
}

/** The second largest of those above 0; 0 where fewer than two are. */
function secondOf(stances: readonly number[]): number {
  return stances.filter((each) => each > 0).sort((a, b) => b - a)[1] ?? 0
}
