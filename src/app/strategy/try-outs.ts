import { defineAgent } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { type BacktestSetup, type Trial, type TrialLedger, trialOf } from '../../engine/index.ts'
import type { Candidate, StrategyFault } from '../../evolution/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { sha256 } from '../sha256.ts'
import type { Box, BoxResult } from './box.ts'
import type { RunClaim } from './box-claims.ts'
import type { BoxPlan, DescribedModule } from './box-messages.ts'
import type { BoxPool } from './box-pool.ts'

export type TryOutOptions = {
  readonly pool: BoxPool
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly LoadedBars[]
  /** The same for a box. */
  readonly plan: BoxPlan
  /** The desk's own: every run is written down before it is made. */
  readonly trials: TrialLedger
  /** Told after every run of a box. */
  readonly onRun?: (() => void) | undefined
}

/** What a box said of a candidate. */
export type TriedOut = {
  readonly faults: BoxResult<readonly StrategyFault[]>
  readonly described: BoxResult<DescribedModule>
  readonly claim: BoxResult<RunClaim>
}

type Asked = Pick<Candidate, 'source' | 'version'>

const unasked = { kind: 'fault', of: 'module', why: 'not asked: it has faults' } as const

/** Boxes that run at a time. */
export const sideBySide = 2

/** Stands in the ledger of trials for what runs in a box. */
const seated = defineAgent({
  ...{ name: 'boxed', summary: 'A module in a box.', parameters: {} },
  features: () => ({}),
  opine: () => undefined,
}).seat({})
const boxed = defined(seated.ok ? seated.value : undefined, 'a stand-in')

/**
 * Runs every candidate once, in a box of its own, as many at a time as there are lanes. Trials are
 * written down in the order of the candidates, whichever box was quicker.
 */
export class TryOuts {
  readonly #options: TryOutOptions
  /** By version: every step asks of one run in one box. */
  readonly #tried = new Map<string, Promise<TriedOut>>()
  /** When each lane is free. */
  readonly #lanes: Promise<unknown>[] = Array.from({ length: sideBySide }, () => Promise.resolve())
  /** When all that was taken in before is written down, or never will be. */
  #written: Promise<unknown> = Promise.resolve()

  constructor(options: TryOutOptions) {
    this.#options = options
  }

  /** All that is asked of a candidate in one box, once: it costs more to start than to run. */
  of(candidate: Asked): Promise<TriedOut> {
    const known = this.#tried.get(candidate.version)
    if (known !== undefined) return known
    const before = this.#written
    const written = Promise.withResolvers<unknown>()
    this.#written = written.promise
    const lane = this.#lanes.shift() ?? Promise.resolve()
    const trying = lane
      .then(() => this.#tryOut(candidate, before, () => written.resolve(undefined)))
      .finally(() => written.resolve(before))
    this.#tried.set(candidate.version, trying)
    // Whoever asks is told of what went wrong; the next in the lane begins all the same.
    this.#lanes.push(trying.catch(() => undefined))
    return trying
  }

  /** A run in a box that has run nothing yet. */
  async claimIn(box: Box, source: string): Promise<BoxResult<RunClaim>> {
    const ready = await box.market(this.#options.plan)
    const claim = ready.kind === 'fault' ? ready : await box.claim(source)
    this.#options.onRun?.()
    return claim
  }

  /** A trial is its module and the rules it runs by. */
  trialOf(source: string): Trial {
    const { setup, market } = this.#options
    const code = sha256(source)
    return trialOf({ ...setup, agents: [{ ...boxed, code, id: code.slice(0, 12) }] }, market)
  }

  /** @param before - When its trial may be written down. */
  #tryOut({ source }: Asked, before: Promise<unknown>, onWritten: () => void): Promise<TriedOut> {
    const { pool, trials } = this.#options
    return pool.use(async (box): Promise<TriedOut> => {
      const faults = await box.check(source)
      if (faults.kind === 'fault') return { faults, described: faults, claim: faults }
      const described = faults.value.length > 0 ? unasked : await box.describe(source)
      if (described.kind === 'fault') return { faults, described, claim: described }
      await before
      trials.record(this.trialOf(source))
      onWritten()
      return { faults, described, claim: await this.claimIn(box, source) }
    })
  }
}
