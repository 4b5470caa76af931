import type { Json } from '../../../base/index.ts'
import type { LatencyModel } from './latency-model.ts'

/** Every message takes as long as any other. */
export class ConstantLatency implements LatencyModel {
  readonly #us: number

  /** @param us - Whole, 0 or more. */
  constructor(us: number) {
    this.#us = us
  }

  at(): number {
    return this.#us
  }

  save(): Json {
    return null
  }

  load(): void {}
}
