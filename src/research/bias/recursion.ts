import type { Agent } from '../../agents/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'
import { type Probed, probeAgent, type ProbeOptions } from './agent-probe.ts'
import { type BiasStage, biasBarsMin } from './bias-stage.ts'

const name = 'recursion'
/** Where the bars begin instead, as shares of all of them; each one row farther, off any grid. */
const starts = [0.05, 0.2, 0.4]
/** Fewer opinions to compare say nothing. */
const comparedMin = 50
/** Opinions settle within so many times the warm-up, and at least this many bars. */
const settleTimes = 10
const settleMin = 100
/** Shares of opinions that may differ while they settle, and for ever after. */
const settlingMax = 0.1
const settledMax = 0.001

/** Opinions of one later start beside those from the beginning. */
type Compared = {
  readonly who: string
  readonly compared: number
  readonly settling: number
  readonly settled: number
}

/**
 * Whether opinions depend on where the data begin: they are asked for again on bars that begin
 * later. After the declared warm-up they must agree, within what is worth an order and but for one
 * in ten while recursive averages settle, and one in a thousand from there on.
 */
export function recursion({ setup, market, outside, seed }: BiasStage): CheckRow {
  const all = market.flatMap((of, i) =>
    setup.agents.flatMap((agent) =>
      compareStarts(agent, of, { seed, outside: outside?.[i] }, setup.rebalanceMin),
    ),
  )
  const told = all.filter(({ compared }) => compared >= comparedMin)
  if (told.length === 0)
    return notRun(name, `Fewer than ${comparedMin} opinions are left after a later start.`)
  const badness = ({ settling, settled }: Compared): number =>
    Math.max(settling / settlingMax, settled / settledMax)
  const worst = told.reduce((a, b) => (badness(b) > badness(a) ? b : a))
  const isFine = badness(worst) <= 1
  const percent = (share: number): string => `${formatPlain(100 * share, 2)} %`
  return {
    name,
    status: isFine ? 'pass' : 'fail',
    figures: figuresOf({
      starts: told.length,
      settlingShare: worst.settling,
      settlingMax,
      settledShare: worst.settled,
      settledMax,
      tolerance: setup.rebalanceMin,
    }),
    why:
      `On bars that begin later ${percent(worst.settling)} of the opinions of ${worst.who} differ ` +
      `at first and ${percent(worst.settled)} once settled; at most ${percent(settlingMax)} and ` +
      `${percent(settledMax)} may.`,
  }
}

function compareStarts(
  agent: Agent,
  of: LoadedBars,
  how: ProbeOptions,
  tolerance: number,
): readonly Compared[] {
  if (of.bars.length < biasBarsMin) return []
  const who = `${agent.id} on ${of.instrument.id}`
  const whole = probeAgent(agent, of, how)
  return starts.map((share) => {
    const from = Math.floor(of.bars.length * share) + 1
    return { who, ...compare(whole, probeAgent(agent, of, { ...how, from }), tolerance) }
  })
}

/** An agent may abstain until it has seen enough, instead of saying how much it needs. */
function compare(whole: Probed, later: Probed, tolerance: number): Omit<Compared, 'who'> {
  let begin = 0
  while (begin < later.log.length && !later.log.hasSpoken(begin)) begin += 1
  const compared = later.log.length - begin
  const window = Math.min(compared, Math.max(settleMin, settleTimes * later.warmup))
  // Both end with the same bar and are asked once a bar.
  const offset = whole.log.length - later.log.length
  const differing = [0, 0]
  for (let n = 0; n < compared; n += 1) {
    const at = begin + n
    if (later.log.isNear(at, whole.log, at + offset, tolerance)) continue
    const stretch = n < window ? 0 : 1
    differing[stretch] = (differing[stretch] as number) + 1
  }
  const [early = 0, late = 0] = differing
  const rest = compared - window
  return {
    compared,
    settling: window === 0 ? 0 : early / window,
    settled: rest === 0 ? 0 : late / rest,
  }
}
