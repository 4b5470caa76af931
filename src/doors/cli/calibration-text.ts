import type { CalibratedSettings, CalibrateReport } from '../../app/index.ts'

type Calibration = CalibrateReport['calibration']

/** A calibration as a table for people. */
export function calibrationLines({
  calibration,
  clockOffsetUs,
  tick,
  lot,
}: CalibrateReport): readonly string[] {
  return [
    `tick ${tick}, lot ${lot}, the venue's clock minus the recorder's ${clockOffsetUs} us`,
    ...latencyLines(calibration.latency, clockOffsetUs),
    ...depthLines(calibration.depth),
    ...impactLines(calibration.impact),
    ...queueLines(calibration.queue),
    ...fillLines(calibration.fills),
  ]
}

function latencyLines(fit: Calibration['latency'], offsetUs: number): readonly string[] {
  if (fit.kind === 'none') return [`latency   not fitted: ${fit.why}`]
  if (fit.kind === 'clocks-apart')
    return [
      `latency   not fitted: ${fit.before} of ${fit.count} stamps lie before the venue's;`,
      `          the clocks differ: give a --clock-offset above ${offsetUs + fit.apartUs}`,
    ]
  const [median, p90, p99] = fit.quantilesMs.map(figure)
  return [
    `latency   log-normal: mu ${within(fit.mu)}, sigma ${within(fit.sigma)}; ${fit.count} stamps`,
    `          median ${median} ms, 90 % ${p90} ms, 99 % ${p99} ms`,
    `          KS distance ${figure(fit.ksDistance)}, p ${figure(fit.ksProbability)}: ` +
      (fit.doesFit ? 'fits' : 'does not fit; replayed latency does'),
  ]
}

function depthLines(fit: Calibration['depth']): readonly string[] {
  if (fit.kind === 'none') return [`depth     not fitted: ${fit.why}`]
  const { levels, stepTicks } = fit.shape
  return [
    `depth     ${levels} levels, spread ${figure(fit.spreadTicks)} ticks, step ${stepTicks} ticks ` +
      `(${percent(fit.stepShare)} of neighbours); ${fit.pictures} books`,
    `          growth ${within(fit.growth)}, noise ${within(fit.noise)} from ${fit.factors} prices`,
    `          KS distance ${figure(fit.ksDistance)}, worst level off by ` +
      `${percent(fit.worstLevel)}: ${fit.doesFit ? 'fits' : 'does not fit'}`,
  ]
}

function impactLines(fit: Calibration['impact']): readonly string[] {
  if (fit.kind === 'none') return [`impact    not fitted: ${fit.why}`]
  const law = (name: string, { factor, factorError, rSquared }: typeof fit.linear): string =>
    `          ${name}: factor ${within({ value: factor, error: factorError })}, ` +
    `R2 ${figure(rSquared)}`
  const verdict = {
    linear: 'the linear law fits better',
    'square-root': 'the square root fits better',
    none: 'size explains nothing',
    undecided: 'the two laws are not told apart',
  }[fit.law]
  return [
    `impact    ${fit.count} orders, mean loss ${figure(fit.slippageBps)} bps; a day: volatility ` +
      `${percent(fit.volatilityPerDay)}, ${Math.round(fit.lotsPerDay)} lots ` +
      `(from ${figure(fit.daysSeen)} days)`,
    law('linear', fit.linear),
    law('square root', fit.squareRoot),
    `          AIC difference ${figure(fit.aicDifference)}: ${verdict}`,
  ]
}

function queueLines(fit: Calibration['queue']): readonly string[] {
  if (fit.kind === 'none') return [`queue     not fitted: ${fit.why}`]
  const [best] = fit.models
  const rows = fit.models.map(
    ({ name, logLikelihood, bias, biasError, rms }) =>
      `          ${name.padEnd(12)} log-likelihood ${figure(logLikelihood)}, ` +
      `bias ${within({ value: bias, error: biasError })}, rms ${figure(rms)}`,
  )
  return [
    `queue     ${best?.name}: ${fit.doesFit ? 'fits' : 'does not fit'}; ${fit.count} orders; not ` +
      `told from it: ${fit.alike.slice(1).join(', ') || 'none'}`,
    ...rows,
  ]
}

function fillLines(fills: Calibration['fills']): readonly string[] {
  return fills.flatMap(({ model, shares }) => [
    `fills     at the touch, ${model}:`,
    ...shares.map(
      ({ withinUs, share, error, orders }) =>
        `          within ${withinUs / 1_000_000} s: ${percent(share)} ± ${percent(error)} ` +
        `of ${orders}`,
    ),
  ])
}

/** What may be pasted: settings of a desk, and values of the library. */
export function settingsLines(settings: CalibratedSettings): readonly string[] {
  const { costs, latency, depth, impact, market, queue } = settings
  const value = (of: object): string =>
    JSON.stringify(of, (_, each: unknown) => (typeof each === 'number' ? rounded(each) : each))
  const replayed = 'kind replayed: see --json'
  return [
    ...(costs === undefined
      ? []
      : ['# coinswarm.toml', '[costs]', `slippageBps = ${rounded(costs.slippageBps)}`]),
    '// coinswarm/venue-sim',
    ...(latency === undefined
      ? []
      : [`latency  ${latency.kind === 'replayed' ? replayed : value(latency)}`]),
    ...(depth === undefined ? [] : [`depth    ${value(depth)}`]),
    ...(impact === undefined ? [] : [`impact   ${value(impact)}`]),
    ...(market === undefined ? [] : [`market   ${value(market)}`]),
    ...(queue === undefined ? [] : [`queue    ${queue}`]),
  ]
}

function within({ value, error }: { readonly value: number; readonly error: number }): string {
  return `${figure(value)} ± ${figure(error)}`
}

function percent(share: number): string {
  return `${figure(100 * share)} %`
}

function figure(value: number): string {
  return String(rounded(value))
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
