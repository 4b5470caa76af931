// Checked by `tsc`, never run: every line under `@ts-expect-error` must fail to compile.
import type { Change, GovernedState } from '../../src/memory/index.ts'

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/** All that a memory can come to agree on: a fourth name here is a decision of its own. */
const names: Same<keyof GovernedState, 'weights' | 'patterns' | 'lessons'> = true

/** All that a proposal can name beside its kind. */
type Named = Change extends infer Each ? (Each extends Change ? keyof Each : never) : never
const named: Same<Named, 'kind' | 'pattern' | 'lesson' | 'agents' | 'weights' | 'termUs'> = true

declare const state: GovernedState

// @ts-expect-error a limit is no part of it
const limit = state.limits
// @ts-expect-error nor is a mode
const mode = state.mode
// @ts-expect-error nothing in it changes but by a block
state.weights = new Map()
// @ts-expect-error nor inside
state.weights.set('trend', { byRegime: [1], untilUs: 0 })
// @ts-expect-error nor deeper
state.patterns.get('dip').isEnabled = false

// @ts-expect-error there is no word for a limit
const change: Change = { kind: 'set-limit', limit: 'maxLeverage', value: 100 }
// @ts-expect-error nor for more than a kind asks for
const more: Change = { kind: 'add-pattern', pattern: 'dip', mode: 'normal' }
// @ts-expect-error nor for an instrument
const instrument: Change = { kind: 're-weight', instrument: 'BTC-USD.KRAKEN', weights: [1] }

void [names, named, limit, mode, change, more, instrument]
