import { UserError } from '../../base/index.ts'
import { championName, type ChampionSource, type RunHeader } from '../../engine/index.ts'
import type { StrategyRegistry } from '../../evolution/index.ts'
import { readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { Agent } from '../../agents/index.ts'
import { ChampionBox } from './champion-box.ts'
import type { ChampionLoss } from './champion-task.ts'
import { readStrategies } from './desk-strategies.ts'
import { misfitOf } from './misfit.ts'
import { lostVersion, SeatedVersion } from './seated-version.ts'

/** Where a desk has its versions from. */
type Place = {
  readonly header: RunHeader
  /** The folder of the desk. */
  readonly folder: string
  /** Folder of the journal that is run again. */
  readonly journal: string
}

/** Versions of which one sits, and one may stand ready. */
export interface KeptVersions extends ChampionSource {
  /** On record a version that does not open is an end of it all; live it is only gone again. */
  isLive: boolean
  /** Opens a version beside the desk. @returns Why it cannot sit here. */
  prepare(version: string): Promise<ChampionLoss | undefined>
  /** Nobody sits any more. */
  rest(): void
  /** Ends them all. */
  close(): void
}

/** Whether a desk seats whichever version is champion. */
export function hasChampion({ agents }: Pick<RunHeader, 'agents'>): boolean {
  return agents.some(({ from }) => from === championName)
}

/**
 * The versions of a desk, each asked in a box of its own, whoever wrote it. One sits and one may
 * stand ready; the others are gone, and what they remember the desk keeps.
 */
export class ChampionVersions implements KeptVersions {
  readonly #place: Place
  readonly #sources = new Map<string, string>()
  #ready: SeatedVersion | undefined
  #seated: SeatedVersion | undefined
  isLive = false

  /**
   * Every version that the journal names is there before it is run.
   *
   * @returns `undefined` for a desk that seats no champion.
   * @throws UserError `strategies-damaged`, `strategies-foreign`, `strategy-unknown`
   */
  static of(place: Place): ChampionVersions | undefined {
    return hasChampion(place.header) ? new ChampionVersions(place) : undefined
  }

  private constructor(place: Place) {
    this.#place = place
    const named = versionsIn(place.journal)
    if (named.size === 0) return
    const registry = this.#registry()
    for (const version of named) this.#sources.set(version, registry.source(version))
  }

  #registry(): StrategyRegistry {
    const registry = readStrategies(this.#place.folder)
    if (registry !== undefined) return registry
    throw new UserError(
      'strategies-damaged',
      `There is no folder strategies in ${this.#place.folder} any more; bring back the disk as it was.`,
    )
  }

  async prepare(version: string): Promise<ChampionLoss | undefined> {
    if (this.#ready?.version === version) return undefined
    this.#ready?.end()
    this.#ready = undefined
    const source = this.#sourceOf(version)
    const box = new ChampionBox(source)
    const lost = (await box.opening()) ?? this.#seat(version, source, box)
    if (lost !== undefined) box.end()
    return lost
  }

  #seat(version: string, source: string, box: ChampionBox): ChampionLoss | undefined {
    const seated = SeatedVersion.of(version, source, box)
    if (typeof seated === 'string') return { isMachine: false, why: seated }
    const misfit = misfitOf(seated.agent, this.#place.header.setup)
    if (misfit !== undefined) return { isMachine: false, why: misfit }
    this.#ready = seated
    return undefined
  }

  agentOf(version: string): Agent {
    const seated = this.#ready?.version === version ? this.#ready : this.#open(version)
    if (seated === this.#ready) this.#ready = undefined
    this.#seated?.end()
    this.#seated = seated
    return seated.agent
  }

  /** The same, and the desk waits. */
  #open(version: string): SeatedVersion {
    try {
      const source = this.#sourceOf(version)
      const box = new ChampionBox(source)
      const why = box.opened()?.why
      const seated = why ?? SeatedVersion.of(version, source, box)
      if (typeof seated !== 'string') return seated
      box.end()
      throw new UserError(
        'strategy-unseated',
        `Version ${version.slice(0, 12)} cannot be asked: ${seated}; coinswarm doctor tells what is amiss.`,
      )
    } catch (error) {
      if (!(error instanceof UserError && this.isLive)) throw error
      return lostVersion(version, error.message)
    }
  }

  faultOf(version: string): string | undefined {
    return this.#seated?.version === version ? this.#seated.fault : undefined
  }

  rest(): void {
    this.#seated?.end()
    this.#seated = undefined
  }

  close(): void {
    this.rest()
    this.#ready?.end()
    this.#ready = undefined
  }

  #sourceOf(version: string): string {
    const known = this.#sources.get(version)
    if (known !== undefined) return known
    const source = this.#registry().source(version)
    this.#sources.set(version, source)
    return source
  }
}

/** All that ever sat, or was to come back. */
function versionsIn(journal: string): ReadonlySet<string> {
  const named = new Set<string>()
  if (!nodeDisk.exists(journal)) return named
  for (const { event } of readJournal(journal, nodeDisk))
    if (event.kind === 'champion-changed') named.add(event.version).add(event.before)
  named.delete('')
  return named
}
