import { reasonOf } from '../../base/index.ts'
import { minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { spentToday } from '../llm/open-model.ts'
import { readStrategies } from '../strategy/desk-strategies.ts'
import { counted, type Sample, sample } from './sample.ts'

/** How long what was read of the folder is told again. */
const keptUs = minuteUs
const microPerUnit = 1e6

type StrategistNeeds = {
  readonly folder: string
  readonly model: Pick<ConfigurationValues['model'], 'provider' | 'tokensPerDay' | 'dollarsPerDay'>
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/** What stands in a desk's folder of its strategies and models, read once a minute at most. */
export class StrategistReader {
  readonly #needs: StrategistNeeds
  #read: readonly Sample[] = []
  #until = 0
  #told = ''

  constructor(needs: StrategistNeeds) {
    this.#needs = needs
  }

  samples(): readonly Sample[] {
    const now = this.#needs.clock.now()
    if (now < this.#until) return this.#read
    this.#until = now + keptUs
    try {
      this.#read = [...this.#strategies(), ...this.#models()]
    } catch (error) {
      this.#read = []
      this.#tell(reasonOf(error))
    }
    return this.#read
  }

  #strategies(): readonly Sample[] {
    const versions = readStrategies(this.#needs.folder)?.book.versions
    if (versions === undefined) return []
    const states = [...versions].map(({ state }) => state)
    const night = [...versions].reduce((most, { cycle }) => Math.max(most, cycle), 0)
    return [...counted('strategies', 'state', states), ...sample('strategist_nights', night)]
  }

  #models(): readonly Sample[] {
    const { folder, model, clock } = this.#needs
    if (model.provider === '') return []
    const { tokens, microUsd } = spentToday(folder, clock)
    return [
      ...sample('model_tokens_today', tokens),
      ...sample('model_tokens_max', model.tokensPerDay),
      ...sample('model_dollars_today', microUsd / microPerUnit),
      ...sample('model_dollars_max', model.dollarsPerDay),
    ]
  }

  #tell(why: string): void {
    if (why !== this.#told) this.#needs.onNote(`metrics leave the strategist out: ${why}`)
    this.#told = why
  }
}
