import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Agent } from '../../src/agents/index.ts'
import {
  ChampionKeeper,
  type KeptStrategies,
  type KeptVersions,
  SeatedVersion,
} from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import type { ChampionChanged, DeskEvent, Micros } from '../../src/domain/index.ts'
import { StrategyRegistry } from '../../src/evolution/index.ts'
import type { Disk } from '../../src/kernel/index.ts'
import { ExchangeViolation, promise } from './exchange-violation.ts'
import type { DeskLife } from './gateway-desk.ts'
import type { DeskDoors } from './gateway-doors.ts'
import { agentOfSource, hostileLines } from './gateway-drafts.ts'

/** Of the seeds whose desk seats whoever is champion. */
const share = 0.2
const folder = 'desk/strategies'

/** Whether versions of a strategy follow each other on the desk of a seed. */
export function isReigned(seed: number): boolean {
  return Random.stream(seed, 'reign').next() < share
}

/** RFC 8410: a private key is 32 bytes behind a fixed front. The same in every run. */
const front = Buffer.from('302e020100300506032b657004220420', 'hex')
const key = Buffer.concat([front, Buffer.alloc(32, 99)])
const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey(privateKey)

/** The record of strategies on the disk of a simulated desk. */
export function recordOn(disk: Disk): KeptStrategies & { open(): StrategyRegistry } {
  const open = (): StrategyRegistry =>
    StrategyRegistry.open(disk, folder, { publicKey, privateKey })
  return {
    open,
    mark: () => `${sizeOf(disk)}`,
    read: () => StrategyRegistry.open(disk, folder, { publicKey }),
    change: (act) => {
      const registry = open()
      act(registry)
      registry.close()
    },
  }
}

function sizeOf(disk: Disk): number {
  const file = disk.open(`${folder}/registry.record`)
  const size = file.size()
  file.close()
  return size
}

/** Versions that sit on this side of the box, each as it is written. */
class Versions implements KeptVersions {
  isLive = false
  readonly #source: (version: string) => string
  readonly #onAsk: (version: string) => void
  #seated: SeatedVersion | undefined

  constructor(source: (version: string) => string, onAsk: (version: string) => void) {
    this.#source = source
    this.#onAsk = onAsk
  }

  async prepare(version: string): ReturnType<KeptVersions['prepare']> {
    const isFit = !this.#source(version).includes('fits no desk')
    return isFit ? undefined : { isMachine: false, why: 'it fits no desk' }
  }

  agentOf(version: string): Agent {
    const source = this.#source(version)
    const most = Number(/breaks after (\d+)/.exec(source)?.[1] ?? Number.POSITIVE_INFINITY)
    let asked = 0
    const agent = agentOfSource(source, () => {
      this.#onAsk(version)
      asked += 1
      if (asked > most) throw new Error('the box is gone')
    })
    this.#seated = new SeatedVersion(version, agent, { end: () => {} }, () => undefined)
    return this.#seated.agent
  }

  faultOf(version: string): string | undefined {
    return this.#seated?.version === version ? this.#seated.fault : undefined
  }

  rest(): void {
    this.#seated = undefined
  }

  close(): void {
    this.rest()
  }
}

/** Where versions are, and when it is. */
export type ReignPlace = {
  /** As the desk's process sees it. */
  readonly disk: Disk
  readonly outside: Disk
  readonly instruments: number
  /** Every one that was ever read: a version is the hash of its source. */
  readonly sources: Map<string, string>
  readonly now: () => Micros
}

/** Who decides on a desk, for as long as its process lives, and what is known of that. */
export class Reign {
  /** As whoever looks at the disk from outside reads it. */
  readonly #strategies: KeptStrategies
  readonly versions: KeptVersions
  readonly #keeper: ChampionKeeper
  readonly #instruments: number
  readonly #takenOff = new Set<string>()
  #broken: Error | undefined
  #version = ''
  #isLive = false
  /** Of the newest bar that came in this life. */
  #instrument: number

  constructor(of: ReignPlace) {
    const { disk, outside, instruments, sources } = of
    this.#strategies = recordOn(outside)
    this.#instruments = instruments
    this.#instrument = instruments - 1
    const sourceOf = (version: string): string => {
      const source = sources.get(version) ?? this.#strategies.read()?.source(version) ?? ''
      sources.set(version, source)
      return source
    }
    this.versions = new Versions(sourceOf, (version) => this.#onAsk(version))
    const [strategies, { versions }] = [recordOn(disk), this]
    this.#keeper = new ChampionKeeper({ strategies, versions, onNote: () => {} })
  }

  /** What stands in the journal is done again. From now on it is new. */
  watch({ run }: DeskLife, { control, act }: DeskDoors): void {
    this.#isLive = true
    promise(run.desk.champion?.version === this.#version, 'champion', () => 'another one sits')
    this.#keeper.watch({ run, control, act })
  }

  onEvent(event: DeskEvent): void {
    this.#keeper.onEvent(event)
    if (event.kind === 'bar-closed' && this.#isLive) this.#instrument = event.instrument
    if (event.kind === 'champion-changed') this.#onChange(event)
  }

  #onChange({ version, actor, ts }: ChampionChanged): void {
    const isOwn = actor === 'risk' || actor === 'box'
    if (isOwn) this.#takenOff.add(this.#version)
    this.#version = version
    this.#hold(!this.#takenOff.has(version), `${version} is back, which the desk took off`)
    if (isOwn || !this.#isLive) return
    const isBetween = this.#instrument === this.#instruments - 1
    this.#hold(isBetween, `${version} was seated among the bars of ${ts}`)
    const { book } = this.#strategies.read() ?? {}
    const champion = book?.champion('strategy')?.id ?? ''
    this.#hold(champion === version, `${version} was seated, and ${champion} is champion`)
  }

  /** Nobody is asked but who sits. */
  #onAsk(version: string): void {
    this.#hold(version === this.#version, `${version} was asked, and ${this.#version} sits`)
  }

  /** What is asked in a box tells nobody what it throws. */
  #hold(holds: boolean, what: string): void {
    if (!holds) this.#broken ??= new ExchangeViolation('champion', what)
  }

  /** Once a second. @throws ExchangeViolation of anything before it */
  async look(): Promise<void> {
    await this.#keeper.look()
    if (this.#broken !== undefined) throw this.#broken
  }

  /** Desk and record agree, and nothing hostile ever came so far. */
  check({ run }: DeskLife): void {
    const registry = this.#strategies.read()
    const champion = registry?.book.champion('strategy')?.id ?? ''
    const seated = run.desk.champion?.version ?? ''
    promise(champion === seated, 'champion', () => `${seated} sits, and ${champion} should`)
    const fault = this.versions.faultOf(seated)
    promise(fault === undefined, 'champion', () => `${seated} sits, and ${fault}`)
    for (const { id, moves } of registry?.book.versions ?? []) {
      const isHostile = hostileLines.some((line) => registry?.source(id).startsWith(line))
      const isLoose = isHostile && moves.some(({ to }) => to === 'checked')
      promise(!isLoose, 'champion', () => `${id} is hostile, and was let run`)
    }
  }
}
