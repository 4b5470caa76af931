import { assert } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { Trial } from '../../engine/index.ts'
import {
  type Candidate,
  type Checked,
  type GateAnswer,
  modelReview,
  type Workshop,
} from '../../evolution/index.ts'
import type { NamedModel } from '../../llm/index.ts'
import {
  type CheckRow,
  curveFigures,
  gateRows,
  gateVerdict,
  notRun,
  overfittingFigures,
  repeatedRows,
  type SoundnessThresholds,
} from '../../research/index.ts'
import { equallyLong } from '../gate/equally-long.ts'
import { withoutExcused } from '../gate/without-excused.ts'
import { evidenceOf } from '../run-backtest.ts'
import type { BoxResult } from './box.ts'
import type { RunClaim } from './box-claims.ts'
import type { BoxPlan } from './box-messages.ts'
import { type AnalysisGround, checkAnalysis } from './check-analysis.ts'
import { confirmRun } from './confirm-run.ts'
import { readChange } from './read-change.ts'
import { type TryOutOptions, TryOuts } from './try-outs.ts'

export type WorkshopOptions = TryOutOptions & {
  /** What the soundness of the best is asked by. */
  readonly thresholds: SoundnessThresholds
  /** Source of the version that new ones are to better. */
  readonly champion: string
  /** Nulls in each distribution. Whole, 19 or more. */
  readonly draws: number
  /** A model that reads every difference; none where left out. */
  readonly reviewer?: NamedModel | undefined
  /** What rewritten analyses are tried on; without it none is taken. */
  readonly analyses?: AnalysisGround | undefined
}

/** A candidate that ran. */
type Ran = { readonly claim: RunClaim; readonly trial: Trial; readonly count: number }

/** Fewer closed positions say nothing. */
const tradesMin = 20

/**
 * Tries candidates, each in a box of its own. What a box claims is taken for a claim: what passes
 * the gate by it is run once more by the engine on this side, one bar at a time.
 */
export class BoxWorkshop implements Workshop {
  readonly #options: WorkshopOptions
  readonly #plan: BoxPlan
  readonly #tryOuts: TryOuts
  #champion: Promise<BoxResult<RunClaim>> | undefined

  constructor(options: WorkshopOptions) {
    this.#options = options
    this.#plan = options.plan
    this.#tryOuts = new TryOuts(options)
  }

  /** The run of what is to be bettered, made once: mutation begins with what it came to. */
  champion(): Promise<BoxResult<RunClaim>> {
    this.#champion ??= this.#options.pool.use((box) =>
      this.#tryOuts.claimIn(box, this.#options.champion),
    )
    return this.#champion
  }

  /** Without a second model that may decline them, all are going to be run: two at a time. */
  expect(candidates: readonly Candidate[]): void {
    const { champion, reviewer } = this.#options
    if (reviewer !== undefined) return
    for (const candidate of candidates)
      if (candidate.module === 'strategy' && readChange(candidate.source, champion).isPassed)
        void this.#tryOuts.of(candidate).catch(() => undefined)
  }

  async check(step: Parameters<Workshop['check']>[0], candidate: Candidate): Promise<Checked> {
    const { module } = candidate
    if (module !== 'strategy') {
      const { analyses } = this.#options
      if (analyses === undefined) return failed('analyses are not rewritten here')
      return checkAnalysis(step, { ...candidate, module }, analyses)
    }
    switch (step) {
      case 'review':
        return this.#reviewed(candidate)
      case 'static':
        return this.#static(candidate)
      case 'sandbox':
        return this.#described(candidate)
      case 'soundness':
        return this.#sound(candidate)
    }
  }

  async gate(candidates: readonly Candidate[]): Promise<GateAnswer> {
    const { trials } = this.#options
    const ran = await Promise.all(candidates.map((candidate) => this.#ranBefore(candidate)))
    for (const { trial, claim } of ran) trials.settle(trial, outcomeOf(claim))
    const backtests = ran.map(({ claim }) => backtested(claim))
    const returns = ran.map(({ claim }) => Float64Array.from(claim.returns))
    const chosen = hardiest(ran)
    const [best, candidate] = [ran[chosen], candidates[chosen]]
    if (best === undefined || candidate === undefined)
      return { backtests, chosen: -1, gate: failed('nothing ran') }
    const first = await this.#firstRows(best, returns)
    const rows =
      gateVerdict(first) === 'pass'
        ? [...first, ...(await this.#lastRows(candidate, best))]
        : [...first, notRun('null tests', 'Not asked: it failed already.')]
    return { backtests, chosen, gate: gated(rows) }
  }

  /** What nobody could read no model is asked of. */
  async #reviewed(candidate: Candidate): Promise<Checked> {
    const { champion, reviewer } = this.#options
    const read = readChange(candidate.source, champion)
    if (!read.isPassed || reviewer === undefined) return read
    return modelReview(reviewer, candidate, champion)
  }

  async #static(candidate: Candidate): Promise<Checked> {
    const { faults } = await this.#tryOuts.of(candidate)
    if (faults.kind === 'fault') return failed(faults.why)
    const [first] = faults.value
    if (first === undefined) return { isPassed: true, why: 'nothing to object to', figures: {} }
    const figures = { faults: faults.value.length }
    return { ...failed(`line ${first.line}: ${first.message}`), figures }
  }

  async #described(candidate: Candidate): Promise<Checked> {
    const { described } = await this.#tryOuts.of(candidate)
    if (described.kind === 'fault') return failed(described.why)
    const { name, summary, features } = described.value
    const figures = { features: Object.keys(features).length }
    return { isPassed: true, why: `${name}: ${summary}`.slice(0, 300), figures }
  }

  /** Whether it does enough to be judged by. The last question asks whether it does so twice. */
  async #sound(candidate: Candidate): Promise<Checked> {
    const { claim } = await this.#tryOuts.of(candidate)
    if (claim.kind === 'fault') return failed(claim.why)
    const { trades, isDaily } = claim.value
    if (!isDaily) return failed('the bars are of less than 30 days')
    if (trades >= tradesMin) return { isPassed: true, why: `${trades} trades`, figures: { trades } }
    return { ...failed(`${trades} trades; ${tradesMin} are asked`), figures: { trades } }
  }

  async #ranBefore(candidate: Candidate): Promise<Ran> {
    const { claim } = await this.#tryOuts.of(candidate)
    assert(claim.kind === 'done', 'only what is sound comes to the gate')
    const trial = this.#tryOuts.trialOf(candidate.source)
    return { claim: claim.value, trial, count: this.#options.trials.record(trial) }
  }

  /** @param returns - Of all candidates of the night. What is in force was to be chosen as well. */
  async #firstRows(best: Ran, returns: readonly Float64Array[]): Promise<readonly CheckRow[]> {
    const { setup, trials } = this.#options
    const { claim, trial, count } = best
    const evidence = evidenceOf(trial, count, trials)
    const { curve, start } = curveOf(claim.returns, Number(setup.cash) / 1e8)
    const champion = await this.champion()
    const inForce = champion.kind === 'done' ? [Float64Array.from(champion.value.returns)] : []
    const rows = gateRows({
      overfitting: overfittingFigures(curveFigures(curve, start, dayUs), evidence, setup.seed),
      family: equallyLong([...returns, ...inForce]),
    })
    return [...rows, ...improvementRows(best, champion)]
  }

  /** What takes longest: the nulls in one box, the same run once more beside them. */
  async #lastRows(candidate: Candidate, best: Ran): Promise<readonly CheckRow[]> {
    const confirmed = this.#confirmed(candidate, best)
    const nulls = await Promise.all([this.#nulls(candidate), confirmed])
    return nulls.flat()
  }

  async #nulls({ source }: Candidate): Promise<readonly CheckRow[]> {
    const { pool, draws, onRun } = this.#options
    const rows = await pool.use(async (box) => {
      const ready = await box.market(this.#plan)
      return ready.kind === 'fault' ? ready : box.nulls(source, draws)
    })
    onRun?.()
    if (rows.kind === 'fault') return [{ ...notRun('null tests', rows.why), status: 'fail' }]
    return withoutExcused(rows.value)
  }

  /** The same run by the engine on this side, and how sound it is. */
  async #confirmed({ source }: Candidate, { claim }: Ran): Promise<readonly CheckRow[]> {
    const name = 'confirmed one bar at a time'
    const { pool, thresholds } = this.#options
    const own = await pool.use((box) => confirmRun(box, source, this.#plan, thresholds))
    if (own.kind === 'fault') return [{ ...notRun(name, own.why), status: 'fail' }]
    const isSame = own.value.hash === claim.hash
    const why = isSame
      ? 'The hash is the one that its box claimed.'
      : 'Its box claimed another run.'
    return [{ name, status: isSame ? 'pass' : 'fail', figures: {}, why }, ...own.value.sound]
  }
}

function improvementRows(
  { claim, count }: Ran,
  champion: BoxResult<RunClaim>,
): readonly CheckRow[] {
  if (champion.kind === 'fault') return [notRun('better than the champion', champion.why)]
  const [returns, before] = equallyLong([
    Float64Array.from(claim.returns),
    Float64Array.from(champion.value.returns),
  ])
  if (returns === undefined || before === undefined) return []
  const hold = Float64Array.from(claim.hold)
  return repeatedRows({ returns, hold, champion: before, trials: count })
}

/** Position of the one of which most is left at twice the costs; -1 of none. */
function hardiest(ran: readonly Ran[]): number {
  const left = ran.map(({ claim }) => claim.dearSharpe ?? Number.NEGATIVE_INFINITY)
  return left.indexOf(Math.max(...left))
}

function failed(why: string): Checked {
  return { isPassed: false, why: why.slice(0, 300), figures: {} }
}

/** What breeding goes down by: what is left at twice the costs, as the gate asks. */
export function lossOf({ dearSharpe }: Pick<RunClaim, 'dearSharpe'>): number {
  return dearSharpe === null ? 0 : -dearSharpe
}

function backtested({ hash, ...claim }: RunClaim): Checked {
  const { returnPct, drawdownPct, trades } = claim
  const figures = { hash, returnPct, drawdownPct, trades, loss: lossOf(claim) }
  return { isPassed: true, why: `${returnPct.toFixed(2)} %, ${trades} trades`, figures }
}

function gated(rows: readonly CheckRow[]): Checked {
  const verdict = gateVerdict(rows)
  const missed = rows.filter(({ status }) => status === 'fail' || status === 'NOT RUN')
  const why =
    verdict === 'pass'
      ? `all ${rows.length} questions are passed`
      : `not passed: ${missed.map(({ name }) => name).join(', ')}`
  const statuses = Object.fromEntries(rows.map(({ name, status }) => [name, status]))
  const told = rows.map(({ name, status, figures, why: because }) => {
    return { name, status, figures: { ...figures }, why: because }
  })
  const figures = { ...statuses, rows: told }
  return { isPassed: verdict === 'pass', why: why.slice(0, 300), figures }
}

function outcomeOf({ sharpe, samples, fingerprint }: RunClaim) {
  return { sharpe: sharpe ?? undefined, samples, fingerprint: fingerprint ?? undefined }
}

/** Equity of each day that such returns come to. */
function curveOf(returns: readonly number[], start: number) {
  const equity = new Float64Array(returns.length)
  const ts = Float64Array.from(returns, (_, i) => (i + 1) * dayUs)
  let now = start
  for (const [i, part] of returns.entries()) {
    now *= 1 + part
    equity[i] = now
  }
  const exposure = new Float32Array(returns.length)
  return { curve: { length: returns.length, ts, equity, exposure }, start }
}
