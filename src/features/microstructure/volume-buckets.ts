import type { Json } from '../../base/index.ts'
import { requirePositive, requireWhole } from '../../quant/index.ts'
import { RecentSum } from './recent-sum.ts'
import { loadParts, saveParts } from './saved-parts.ts'

/** How volume is cut for VPIN. */
export type VolumeBucketOptions = {
  /** Volume of a bucket; in the paper a fiftieth of a day's. Positive. */
  readonly bucketVolume: number
  /** Buckets averaged over. Whole, >= 1; 50 when left out. */
  readonly buckets?: number
}

/** Volume in buckets of one size, and how lopsided the last of them were. */
export class VolumeBuckets {
  readonly #volume: number
  readonly #buckets: number
  readonly #gaps: RecentSum
  /** Bought in the bucket that fills, and all that is in it: whole numbers add up exactly. */
  readonly #open = new Float64Array(2)

  constructor({ bucketVolume, buckets = 50 }: VolumeBucketOptions) {
    requirePositive('bucketVolume', bucketVolume)
    requireWhole('buckets', buckets, 1)
    this.#volume = bucketVolume
    this.#buckets = buckets
    this.#gaps = new RecentSum(buckets)
  }

  /** Puts in a volume of which a share was bought; what a bucket cannot hold opens the next. */
  add(volume: number, boughtShare: number): void {
    const open = this.#open
    let left = this.#withoutRepeats(volume)
    while (left > 0) {
      const room = this.#volume - (open[1] as number)
      const part = Math.min(left, room)
      open[0] = (open[0] as number) + part * boughtShare
      open[1] = (open[1] as number) + part
      left -= part
      if (part === room) this.#close()
    }
  }

  /** Of more equal buckets than are remembered, the first leave no trace. */
  #withoutRepeats(volume: number): number {
    const most = (this.#buckets + 2) * this.#volume
    return volume <= most ? volume : most + ((volume - most) % this.#volume)
  }

  #close(): void {
    const open = this.#open
    this.#gaps.push(Math.abs(2 * (open[0] as number) - this.#volume))
    open.fill(0)
  }

  /** Sum of |bought - sold| / volume of the last buckets; `undefined` until they are full. */
  get value(): number | undefined {
    if (!this.#gaps.isFull) return undefined
    return Math.min(1, Math.max(0, this.#gaps.sum / (this.#buckets * this.#volume)))
  }

  reset(): void {
    this.#gaps.reset()
    this.#open.fill(0)
  }

  save(): Json {
    return saveParts([this.#gaps, this.#open])
  }

  load(state: Json): void {
    loadParts(state, [this.#gaps, this.#open])
  }
}
