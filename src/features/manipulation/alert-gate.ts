import type { Json } from '../../base/index.ts'
import { requireInside } from '../../quant/index.ts'
import { requireVolume } from '../microstructure/require-volume.ts'
import { loadNumbers, saveNumbers } from '../microstructure/saved-parts.ts'
import type { AlertOptions } from './manipulation-detector.ts'

/** Lets an alert through where a score has come to the threshold, and none for a while after. */
export class AlertGate {
  readonly #threshold: number
  readonly #quietUs: number
  readonly #alertTs = new Float64Array([Number.MIN_SAFE_INTEGER])

  /** @throws ArgumentError on an option out of its range. */
  constructor({ threshold, quietUs }: Required<AlertOptions>) {
    requireInside('threshold', threshold, 0, 1)
    requireVolume('quietUs', quietUs)
    this.#threshold = threshold
    this.#quietUs = quietUs
  }

  isDue(ts: number, score: number): boolean {
    if (score < this.#threshold || ts - (this.#alertTs[0] as number) < this.#quietUs) return false
    this.#alertTs[0] = ts
    return true
  }

  reset(): void {
    this.#alertTs[0] = Number.MIN_SAFE_INTEGER
  }

  save(): Json {
    return saveNumbers(this.#alertTs)
  }

  load(state: Json): void {
    loadNumbers(state, this.#alertTs)
  }
}
