import type { Json } from '../../base/index.ts'
import type { Reading } from '../../features/index.ts'
import { UsualValue } from '../explorer/usual-value.ts'
import type { View } from '../view.ts'
import { binNamed, binOf, type Trait } from './trait.ts'

/** Values of a column after which what was usual counts half. */
const halfLife = 500
const hourUs = 3_600_000_000

/** Reads which pattern a market shows now. */
export class PatternKey {
  readonly #traits: readonly Trait[]
  readonly #column: string | undefined
  readonly #usual: UsualValue = new UsualValue(1, halfLife)
  /** By trait: what it is read from, and what that is divided by. */
  #above: readonly (Reading | undefined)[] = []
  #below: readonly (Reading | undefined)[] = []

  constructor(traits: readonly Trait[], column: string | undefined) {
    this.#traits = traits
    this.#column = column
  }

  /** Once, at the first view: readings stay where they are. */
  bind(view: View): void {
    if (this.#above.length > 0) return
    this.#above = this.#traits.map(({ name }) => view.features[name])
    this.#below = this.#traits.map(({ name }) => view.features[`${name} below`])
  }

  /** The key of what is seen now; -1 while something is not known. Once a bar: it learns. */
  read(asOf: number): number {
    let key = 0
    let isKnown = true
    for (let i = 0; i < this.#traits.length; i += 1) {
      const trait = this.#traits[i] as Trait
      const reading = this.#reading(i, asOf)
      // The others are read all the same: what is usual is learned from every bar.
      if (reading !== reading) isKnown = false
      key = key * (trait.cuts.length + 1) + binOf(trait, reading)
    }
    return isKnown ? key : -1
  }

  #reading(i: number, asOf: number): number {
    const above = this.#above[i]
    if (above === undefined) return Math.floor(asOf / hourUs) % 24
    const below = this.#below[i]
    const value = below === undefined ? above.value : above.value / below.value
    if ((this.#traits[i] as Trait).name !== this.#column) return value
    const score = this.#usual.score(0, value)
    this.#usual.take(0, value)
    return score
  }

  /** Which bin of each trait `key` is. */
  binsOf(key: number): readonly number[] {
    let rest = key
    return this.#traits
      .toReversed()
      .map(({ cuts }) => {
        const bin = rest % (cuts.length + 1)
        rest = Math.floor(rest / (cuts.length + 1))
        return bin
      })
      .reverse()
  }

  /** The same in words: each trait and what its bin is called. */
  wordsFor(key: number): string {
    const bins = this.binsOf(key)
    return this.#traits
      .map((trait, i) => `${trait.name} ${binNamed(trait, bins[i] ?? 0)}`)
      .join(', ')
  }

  save(): Json {
    return this.#usual.save()
  }

  load(state: Json): void {
    this.#usual.load(state)
  }
}
