import { reasonOf } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { repeatEvery } from '../repeat-every.ts'
import type { SourceAlarmListener } from './column-watch.ts'
import type { OpenSources } from './open-sources.ts'
import { followerOf } from './outside-of.ts'

/** How often files are looked at while a desk runs on bars of now. Unit: us. */
const everyUs = hourUs / 6

type RereadNeeds = {
  readonly clock: Clock
  readonly onAlarm: SourceAlarmListener
  /** Changes whenever a file does. */
  readonly stamp: () => string
  readonly read: () => Promise<OpenSources>
}

/**
 * The files of a desk's sources: what is put there while it runs is known from its next look on.
 * Files that cannot be read, half written ones for example, leave it with what it knew.
 */
export class RereadFiles {
  readonly #needs: RereadNeeds
  #opened: OpenSources
  #stamp: string
  /** Counts what was read: a follower of an older reading begins anew. */
  #reading = 0
  #isTold = false
  #callOff: () => void = () => {}
  #isStopped = false

  /** @param opened - As they were read when `stamp` was taken. */
  constructor(opened: OpenSources, stamp: string, needs: RereadNeeds) {
    this.#opened = opened
    this.#stamp = stamp
    this.#needs = needs
  }

  /** What the files say of a coin, close by close; closes rise. */
  follower(coin: string, column: string): (close: number) => number {
    let reading = this.#reading
    let follow = followerOf(this.#opened, coin, column)
    return (close) => {
      if (reading !== this.#reading) {
        reading = this.#reading
        follow = followerOf(this.#opened, coin, column)
      }
      return follow(close)
    }
  }

  /** Looks again and again, until `stop`. */
  start(): void {
    if (this.#isStopped) return
    this.#callOff = repeatEvery(this.#needs.clock, everyUs, () => void this.look())
  }

  stop(): void {
    this.#isStopped = true
    this.#callOff()
  }

  /** Reads the files again where one has changed. */
  async look(): Promise<void> {
    try {
      const stamp = this.#needs.stamp()
      if (stamp === this.#stamp) return
      this.#opened = await this.#needs.read()
      this.#stamp = stamp
      this.#reading += 1
      this.#isTold = false
    } catch (error) {
      if (!this.#isTold)
        this.#needs.onAlarm(
          'source-refused',
          `Files of sources changed and cannot be read (${reasonOf(error)}); what was known stands.`,
        )
      this.#isTold = true
    }
  }
}
