import { Random } from '../../src/base/index.ts'
import { type Micros, secondUs } from '../../src/domain/index.ts'
import type { StrategyRegistry } from '../../src/evolution/index.ts'
import { type Disk, DiskError } from '../../src/kernel/index.ts'
import { isReigned, Reign, type ReignPlace, recordOn } from './gateway-reign.ts'
import { Strategist } from './gateway-strategist.ts'
import { isEnd } from './kill-sites.ts'

/** Between two nights, at most: they are short here. */
const nightsUs = 20 * secondUs
/** The last night is early enough for desk and record to agree in the end. */
const untilUs = 60 * secondUs

/** The nights of a desk whose champion another one may follow, over all lives of its process. */
export class Succession {
  readonly isReigned: boolean
  readonly #random: Random
  readonly #strategist: Strategist
  readonly #untilTs: number
  #nextTs: number
  /** Of versions that sat. */
  readonly #sources = new Map<string, string>()

  /** @param disk - Where the first champion is on record before the desk is. */
  constructor(seed: number, now: Micros, disk: Disk, isAlone: boolean) {
    this.isReigned = !isAlone && isReigned(seed)
    this.#random = Random.stream(seed, 'nights')
    this.#strategist = new Strategist(seed)
    this.#untilTs = now + untilUs
    this.#nextTs = now + this.#random.next() * nightsUs
    if (this.isReigned) recordOn(disk).change((registry) => this.#strategist.begin(registry, now))
  }

  /** Who decides in a process that begins; `undefined` where the same agent always does. */
  reign(of: Omit<ReignPlace, 'sources'>): Reign | undefined {
    return this.isReigned ? new Reign({ ...of, sources: this.#sources }) : undefined
  }

  /**
   * After a second: perhaps a night, and then desk and record are brought to agree.
   *
   * @returns Whether the process lives on.
   */
  async evening({
    disk,
    reign,
    now,
  }: {
    readonly disk: Disk
    readonly reign: Reign
    readonly now: Micros
  }): Promise<boolean> {
    try {
      if (now >= this.#nextTs && now < this.#untilTs) await this.#night(disk, now)
      await reign.look()
      return true
    } catch (error) {
      if (error instanceof DiskError || isEnd(error)) return false
      throw error
    }
  }

  /** What a disk does not take ends the night, and changes nothing. */
  async #night(disk: Disk, now: Micros): Promise<void> {
    this.#nextTs = now + this.#random.next() * nightsUs
    let registry: StrategyRegistry | undefined
    try {
      registry = recordOn(disk).open()
      await this.#strategist.night(registry, now)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
    } finally {
      registry?.close()
    }
  }
}
