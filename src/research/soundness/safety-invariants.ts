import { formatTime } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { Limits } from '../../risk/index.ts'
import { formatPercent, formatPlain, plural } from '../format-figure.ts'
import { booksGap } from './books-gap.ts'
import { exposurePeak } from './exposure-peak.ts'
import { worstDayLoss, worstTradeLoss } from './run-losses.ts'
import {
  bounded,
  category,
  type SoundnessCategory,
  type SoundnessCheck,
  statement,
  told,
} from './soundness-check.ts'
import type { Watched } from './watched-agent.ts'

export type SafetyEvidence = {
  readonly run: RunResult
  readonly market: readonly LoadedBars[]
  readonly limits: Limits
  readonly watched: Watched
}

/** Relative room for what is computed twice, once in whole ticks and once in floats. */
const rounding = 1e-6

const share = (value: number): string => formatPercent(100 * value)

/** Whether it kept within every limit that keeps a desk from harm. */
export function safetyInvariants(of: SafetyEvidence): SoundnessCategory {
  const { run, limits, watched } = of
  const refused = (isCounted: (limit: string) => boolean): number =>
    Object.entries(run.refusals).reduce((sum, [limit, n]) => sum + (isCounted(limit) ? n : 0), 0)
  const capRefusals = refused((limit) => limit.startsWith('hard-cap'))
  const exposure = exposurePeak(run, limits)
  const [tradeLoss, dayLoss] = [worstTradeLoss(run), worstDayLoss(run)]
  const gap = booksGap(run, of.market)
  const figures = {
    ...{ asked: watched.asked, spoken: watched.spoken, faults: watched.faults },
    ...{ capRefusals, refusals: refused(() => true), exposureOfLimit: exposure.shareOfLimit },
    ...{ tradeLoss, dayLoss, booksGap: gap, halted: run.halted === undefined ? 0 : 1 },
  }
  return category('safety invariants', figures, [
    opinions(watched),
    statement('hard caps', capRefusals === 0, plural(capRefusals, 'refusal'), 'none'),
    bounded({
      ...{ name: 'exposure', value: exposure.shareOfLimit, text: share, relation: 'at most' },
      // An order may fill at a worse price than it was judged at, by what buying power allows for.
      bound: 1 + limits.costBuffer,
      remark: exposure.limit === undefined ? 'of its limit' : `of ${exposure.limit}`,
    }),
    loss('loss of a trade', tradeLoss, limits.tradeLossMax),
    loss('loss of a day', dayLoss, limits.dailyLossMax),
    statement(
      'books',
      Math.abs(gap) <= rounding * run.startEquity,
      `${formatPlain(gap, 4)} off`,
      'every currency sums to 0, fills come to the equity',
    ),
    statement('halted', run.halted === undefined, run.halted?.reason ?? 'never', 'never'),
    trust(run),
    told('refusals by risk', String(figures.refusals), 'what was asked for beyond a limit'),
  ])
}

function opinions({ asked, faults, firstFault }: Watched): SoundnessCheck {
  const found =
    faults === 0
      ? `all of ${formatPlain(asked, 0)}`
      : `${formatPlain(faults, 0)} of ${formatPlain(asked, 0)} not: ${firstFault ?? ''}`
  return statement('opinions are sound', faults === 0 && asked > 0, found, 'all')
}

/** A desk gives up, step by step, on what keeps losing: see `docs/probation.md`. */
function trust({ standings }: RunResult): SoundnessCheck {
  const lost = standings.filter(({ share: left }) => left === 0)
  const found = lost.map(
    ({ scope, ts, reason }) => `none in the ${scope} since ${formatTime(ts)} UTC: ${reason}`,
  )
  const none = 'nothing was given up on'
  return statement('trust', lost.length === 0, found.join('; ') || none, 'some left at the end')
}

function loss(name: string, value: number, bound: number): SoundnessCheck {
  return bounded({ name, value, text: share, relation: 'at most', bound, remark: 'of equity' })
}
