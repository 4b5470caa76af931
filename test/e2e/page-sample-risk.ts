import type { DeskSnapshot } from '../../src/app/index.ts'

type Risk = NonNullable<DeskSnapshot['risk']>
type Mode = DeskSnapshot['status']['mode']

/** What a sample desk can be in, from nothing to see to somebody must come at once. */
export type Situation = 'quiet' | 'near' | 'breaker' | 'emergency' | 'stuck' | 'unknown'

export type SampleRisk = {
  readonly mode: Mode
  readonly modeReason: string
  readonly risk: Risk
}

const now = Date.UTC(2026, 10, 20, 19, 0)
const minute = 60_000

/** How much of its limits a desk uses in `situation`. Made up, and the same every time. */
export function sampleRisk(situation: Situation): SampleRisk {
  const [mode, modeReason] = modes[situation]
  return {
    mode,
    modeReason,
    risk: {
      limits: limitsAt(situation),
      correlation: correlationAt(situation),
      breakers: breakersAt(situation),
      stress: stressAt(situation),
      standings,
      modes: historyAt(situation),
      refusals: [
        { limit: 'position', count: 31, t: now - 4 * minute },
        { limit: 'correlation', count: 12, t: now - 32 * minute },
        { limit: 'order-notional-min', count: 3, t: now - 140 * minute },
      ],
      plan: planAt(situation),
      isPlanRunning: situation === 'emergency' || situation === 'stuck',
      isHold: false,
      tier: { name: 'institutional', next: null, costPerDay: 3.2, breakEven: 0.0117 },
      isCrisis: situation === 'emergency' || situation === 'stuck',
      alerts: alertsAt(situation),
    },
  }
}

const modes: Readonly<Record<Situation, readonly [Mode, string]>> = {
  quiet: ['normal', 'started'],
  near: ['normal', 'started'],
  breaker: ['pause', 'daily loss was 5.1 %, limit 5 %'],
  emergency: ['emergency', 'drawdown was 20.4 %, limit 20 %'],
  stuck: ['emergency', 'drawdown was 20.4 %, limit 20 %'],
  unknown: ['normal', 'started'],
}

/** Part of each limit that is used. */
const used: Readonly<Record<Situation, readonly number[]>> = {
  quiet: [0.31, 0.22, 0.28, 0.35, 0.04, 0.12, 0.4, 0.05, 0.2],
  near: [0.88, 0.76, 0.93, 0.97, 0.62, 0.48, 0.71, 0.4, 0.8],
  breaker: [0.52, 0.41, 0.47, 0.6, 1.02, 0.55, 0.44, 0.6, 0.33],
  emergency: [0.64, 1, 1.11, 0.83, 1.36, 1.02, 0.9, 0.8, 0.7],
  stuck: [0.2, 0.22, 0.28, 0.4, 1.41, 1.04, 0.2, 0.8, 0.2],
  unknown: [0.31, Number.NaN, Number.NaN, 0.35, 0.04, 0.12, Number.NaN, 0.05, 0.2],
}

const limits = [
  { name: 'heat', label: 'Portfolio heat', max: 0.25, unit: 'share' },
  { name: 'var', label: 'Value at risk, one day', max: 0.03, unit: 'share' },
  { name: 'es', label: 'Expected shortfall', max: 0.045, unit: 'share' },
  { name: 'concentration', label: 'Largest instrument', max: 0.3, unit: 'share' },
  { name: 'daily-loss', label: 'Loss today', max: 0.05, unit: 'share' },
  { name: 'drawdown', label: 'Drawdown', max: 0.2, unit: 'share' },
  { name: 'leverage', label: 'Leverage', max: 3, unit: 'count' },
  { name: 'trades-per-day', label: 'Trades today', max: 40, unit: 'count' },
  { name: 'position', label: 'Largest position', max: 30_000, unit: 'money' },
] as const

function limitsAt(situation: Situation): Risk['limits'] {
  return limits.map((limit, i) => {
    const was = limit.max * (used[situation][i] ?? Number.NaN)
    const isKnown = Number.isFinite(was)
    const isWhole = limit.name === 'trades-per-day'
    return { ...limit, was: isKnown ? (isWhole ? Math.round(was) : was) : null }
  })
}

function correlationAt(situation: Situation): Risk['correlation'] {
  const isTight = situation === 'near' || situation === 'emergency'
  const btc = isTight ? 0.91 : 0.58
  const doge = situation === 'unknown' ? null : -0.12
  return {
    instruments: ['BTC-USD.SIM', 'ETH-USD.SIM', 'SOL-USD.SIM', 'DOGE-USD.SIM'],
    values: [
      [1, btc, 0.44, doge],
      [btc, 1, 0.63, doge],
      [0.44, 0.63, 1, doge],
      [doge, doge, doge, 1],
    ],
    max: 0.7,
  }
}

function breakersAt(situation: Situation): Risk['breakers'] {
  const isBad = situation === 'breaker' || situation === 'emergency' || situation === 'stuck'
  return [
    row('instrument', 'BTC-USD', 'closed', 'spread', 1.1, 3, 300),
    row('instrument', 'ETH-USD', isBad ? 'open' : 'closed', 'slippage', 4.2, 3, 2),
    row('instrument', 'SOL-USD', isBad ? 'half-open' : 'closed', 'vpin', 0.43, 0.4, 11),
    row('venue', 'simulated exchange', 'closed', 'api-errors', 0, 5, 260),
    row('strategy', 'trend', 'closed', 'consecutive-losses', 2, 6, 120),
  ]
}

function row(
  scope: Risk['breakers'][number]['scope'],
  subject: string,
  state: Risk['breakers'][number]['state'],
  cause: string,
  was: number,
  max: number,
  minutesAgo: number,
): Risk['breakers'][number] {
  return { scope, subject, state, cause, t: now - minutesAgo * minute, was, max }
}

function stressAt(situation: Situation): Risk['stress'] {
  const by = situation === 'near' ? 2.6 : situation === 'emergency' ? 3.4 : 1
  return [
    { scenario: 'flash', label: '\u221240 % in a minute', loss: 0.09 * by, max: 0.3 },
    { scenario: '1987', label: 'October 1987, one day', loss: 0.05 * by, max: 0.25 },
    { scenario: '2008', label: 'Autumn 2008', loss: 0.08 * by, max: 0.3 },
    { scenario: '2020', label: 'March 2020, crypto', loss: 0.11 * by, max: 0.3 },
    { scenario: 'correlation', label: 'All move as one', loss: 0.06 * by, max: 0.25 },
    { scenario: 'spread', label: 'Spread times ten', loss: 0.012 * by, max: 0.05 },
    { scenario: 'slide', label: 'Slide of 2000 to 2002', loss: -0.02, max: 0.3 },
  ]
}

const standings: Risk['standings'] = [
  { scope: 'instrument', subject: 'BTC-USD', share: 1, isHibernating: false, pnl: 0.021 },
  { scope: 'instrument', subject: 'ETH-USD', share: 0.5, isHibernating: false, pnl: -0.061 },
  { scope: 'instrument', subject: 'SOL-USD', share: 0.25, isHibernating: false, pnl: -0.113 },
  { scope: 'instrument', subject: 'DOGE-USD', share: 0, isHibernating: true, pnl: -0.172 },
  { scope: 'strategy', subject: 'trend', share: 1, isHibernating: false, pnl: 0.008 },
]

function historyAt(situation: Situation): Risk['modes'] {
  const [mode, reason] = modes[situation]
  const started = { t: now - 600 * minute, from: 'pause', to: 'normal', actor: 'console' }
  const back = { ...started, reason: 'the feed of ETH is back, checked by hand' }
  const paused = { ...back, from: 'normal', to: 'pause', actor: 'desk', t: now - 660 * minute }
  const earlier = [back, { ...paused, reason: 'prices were stale' }]
  if (mode === 'normal') return earlier
  return [{ t: now - 3 * minute, from: 'normal', to: mode, actor: 'desk', reason }, ...earlier]
}

function planAt(situation: Situation): Risk['plan'] {
  const done = situation === 'emergency' || situation === 'stuck'
  const stuck = situation === 'stuck'
  const part = (stage: number, instrument: string, quantity: number): Risk['plan'][number] => ({
    stage,
    instrument,
    quantity,
    done: 0,
    status: 'waiting',
  })
  return [
    { ...part(1, 'SOL-USD.SIM', 84.5), ...(done ? { done: 1, status: 'done' } : {}) },
    { ...part(1, 'DOGE-USD.SIM', 61_200), ...(done ? { done: 1, status: 'done' } : {}) },
    {
      ...part(2, 'ETH-USD.SIM', 3.81),
      ...(stuck ? { done: 0.35, status: 'stuck' } : done ? { done: 0.6, status: 'running' } : {}),
    },
    part(3, 'BTC-USD.SIM', 0.21045),
  ]
}

function alertsAt(situation: Situation): Risk['alerts'] {
  const killed = {
    t: now - 3 * minute,
    code: 'mode-changed',
    text: 'The desk moved itself to emergency: drawdown was 20.4 %, limit 20 %.',
  }
  const act = 'session 3fa1c0de by page: daily loss looked into; limit kept'
  if (situation === 'breaker') return [{ t: now - 2 * minute, code: 'manual-act', text: act }]
  if (situation === 'emergency') return [killed]
  if (situation !== 'stuck') return []
  const stuck = 'ETH-USD could not be closed in 60 s; market orders are refused by the venue.'
  return [{ t: now - minute, code: 'flatten-stuck', text: stuck }, killed]
}
