import type { Agent, Mind } from '../../agents/index.ts'
import { assert, InvariantError, reasonOf } from '../../base/index.ts'
import { BoxFault, boxedModule } from '../../evolution/index.ts'
import { sha256 } from '../sha256.ts'
import type { ChampionBox } from './champion-box.ts'
import { idleChampion } from './champion-idle.ts'
import { agentOf } from './seated-module.ts'

/**
 * A version that sits on a desk. Whatever it throws is kept here and thrown at nobody; from then on
 * it is not asked and says nothing, and the desk takes it off.
 */
export class SeatedVersion {
  readonly version: string
  readonly agent: Agent
  readonly #box: Pick<ChampionBox, 'end'>
  readonly #lost: () => string | undefined
  #thrown: string | undefined

  /** @returns A sentence when the module gives no agent. */
  static of(version: string, source: string, box: ChampionBox): SeatedVersion | string {
    try {
      const module = boxedModule(box, sha256(source), true)
      return new SeatedVersion(version, agentOf(module), box, () => module.fault()?.message)
    } catch (error) {
      if (error instanceof BoxFault) return error.message
      throw error
    }
  }

  constructor(
    version: string,
    agent: Agent,
    box: Pick<ChampionBox, 'end'>,
    lost: () => string | undefined,
  ) {
    this.version = version
    this.#box = box
    this.#lost = lost
    const { makeMind } = agent
    this.agent = {
      ...agent,
      opine: (view) => this.#guard(() => agent.opine(view), undefined),
      makeMind: makeMind && ((seed) => this.#mind(this.#guard(() => makeMind(seed), noMind()))),
    }
  }

  /** Why it is asked no more. */
  get fault(): string | undefined {
    return this.#thrown ?? this.#lost()
  }

  end(): void {
    this.#box.end()
  }

  /** The mind itself, for its agent knows it by what it is. */
  #mind(mind: Mind): Mind {
    const save = mind.save.bind(mind)
    const load = mind.load.bind(mind)
    const hear = mind.onFill?.bind(mind)
    mind.save = () => this.#guard(save, null)
    mind.load = (state) => this.#guard(() => load(state), undefined)
    if (hear !== undefined) mind.onFill = (fill) => this.#guard(() => hear(fill), undefined)
    return mind
  }

  #guard<T>(ask: () => T, nothing: T): T {
    if (this.fault !== undefined) return nothing
    try {
      return ask()
    } catch (error) {
      if (error instanceof InvariantError) throw error
      this.#thrown = reasonOf(error)
      return nothing
    }
  }
}

/** Remembers nothing, in the place of one that could not begin. */
function noMind(): Mind {
  return { save: () => null, load: () => {} }
}

/** One that cannot be asked from the beginning on, and so is gone at once. */
export function lostVersion(version: string, why: string): SeatedVersion {
  const seated = idleChampion.seat({})
  assert(seated.ok, 'nobody can always sit')
  return new SeatedVersion(version, seated.value, { end: () => {} }, () => why)
}
