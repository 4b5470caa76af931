import { declined, ok, type Result } from '../../base/index.ts'
import type { ModuleKind } from './module-kind.ts'
import type { RegistryFact, VersionMade, VersionMoved } from './registry-fact.ts'
import { statesAfter, type VersionState } from './version-state.ts'

/** A version and all that was said of it. */
export type Version = Omit<VersionMade, 'kind'> & {
  readonly state: VersionState
  /** Whether it is the frozen control of its kind. */
  readonly isControl: boolean
  /** Its steps, the oldest first. */
  readonly moves: readonly VersionMoved[]
}

/** What facts come to. One that does not follow from those before is declined. */
export class VersionBook {
  readonly #versions = new Map<string, Version>()
  readonly #controls = new Map<ModuleKind, string>()
  /** Who was champion, the oldest first: the same one again after it was brought back. */
  readonly #champions = new Map<ModuleKind, string[]>()

  /** In the order in which they were made. */
  get versions(): readonly Version[] {
    return [...this.#versions.values()]
  }

  version(id: string): Version | undefined {
    return this.#versions.get(id)
  }

  /** The one champion of a kind; `undefined` when there is none. */
  champion(module: ModuleKind): Version | undefined {
    return this.versions.find((each) => each.module === module && each.state === 'champion')
  }

  /** The frozen control of a kind. */
  control(module: ModuleKind): Version | undefined {
    return this.version(this.#controls.get(module) ?? '')
  }

  /** The latest champion before the one of now that may come back. */
  previous(module: ModuleKind): Version | undefined {
    const past = this.#champions.get(module) ?? []
    const id = past.findLast((each) => this.version(each)?.state === 'retired')
    return this.version(id ?? '')
  }

  /** Why these facts, one after another, cannot be; `undefined` when they can. Changes nothing. */
  fault(facts: readonly RegistryFact[]): string | undefined {
    const trial = new VersionBook()
    for (const [id, version] of this.#versions) trial.#versions.set(id, version)
    for (const [module, id] of this.#controls) trial.#controls.set(module, id)
    for (const fact of facts) {
      const taken = trial.take(fact)
      if (!taken.ok) return taken.error
    }
    return undefined
  }

  take(fact: RegistryFact): Result<undefined> {
    switch (fact.kind) {
      case 'made':
        return this.#make(fact)
      case 'moved':
        return this.#move(fact)
      case 'frozen':
        return this.#freeze(fact)
    }
  }

  #make(made: VersionMade): Result<undefined> {
    const { id, module, parents, author, cycle, ts, note } = made
    if (this.#versions.has(id)) return declined('it is there already')
    const stranger = parents.find((parent) => !this.#versions.has(parent))
    if (stranger !== undefined) return declined(`its parent ${stranger.slice(0, 12)} is not there`)
    const said = { id, module, parents, author, cycle, ts, note }
    this.#versions.set(id, { ...said, state: 'draft', isControl: false, moves: [] })
    return ok(undefined)
  }

  #move(moved: VersionMoved): Result<undefined> {
    const { id, from, to } = moved
    const version = this.#versions.get(id)
    if (version === undefined) return declined('there is no such version')
    if (version.state !== from) return declined(`it is ${version.state}, not ${from}`)
    const allowed = statesAfter(from, version.module)
    if (!allowed.includes(to)) {
      const way = allowed.length === 0 ? 'that is the end of its way' : `next is ${allowed[0]}`
      return declined(`from ${from} it cannot become ${to}; ${way}`)
    }
    if (to === 'gated' && moved.evidence['verdict'] !== 'pass')
      return declined(`only a gate that says pass makes it gated`)
    if (to === 'champion') {
      const reigning = this.champion(version.module)
      if (reigning !== undefined) return declined(`${reigning.id.slice(0, 12)} is the champion`)
      const past = this.#champions.get(version.module) ?? []
      this.#champions.set(version.module, [...past, id])
    }
    this.#versions.set(id, { ...version, state: to, moves: [...version.moves, moved] })
    return ok(undefined)
  }

  #freeze({ id }: { readonly id: string }): Result<undefined> {
    const version = this.#versions.get(id)
    if (version === undefined) return declined('there is no such version')
    const control = this.control(version.module)
    if (control !== undefined)
      return declined(`${control.id.slice(0, 12)} is the control, and stays it`)
    this.#controls.set(version.module, id)
    this.#versions.set(id, { ...version, isControl: true })
    return ok(undefined)
  }
}
