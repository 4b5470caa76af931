import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { hourUs, minuteUs } from 'coinswarm/domain'
import { bollinger, every, kst, macd, rsi } from 'coinswarm/features'

/** Counts what it was shown, draws chance, looks far back: all that a view has, and a mind. */
class Count {
  shown = 0
  falls: number[] = []
  readonly seed: number

  constructor(seed: number) {
    this.seed = seed
  }

  save(): { readonly shown: number; readonly falls: readonly number[] } {
    return { shown: this.shown, falls: this.falls }
  }

  load(state: unknown): void {
    const saved = state as { readonly shown: number; readonly falls: readonly number[] }
    this.shown = saved.shown
    this.falls = [...saved.falls]
  }
}

export const remembering: AgentKind = defineAgent({
  name: 'remembering',
  summary: 'Uses everything there is.',
  stream: 'pattern',
  parameters: {
    far: whole(300, { min: 1, max: 5_000, help: 'bars to look back' }),
    share: real(0.1, { min: 0.01, max: 1, help: 'share of equity' }),
    isShy: { kind: 'flag', default: false, help: 'whether it speaks less' },
    how: { kind: 'choice', default: 'rsi', options: ['rsi', 'band'], help: 'what it goes by' },
  },
  features: (p) => ({
    rsi: every(15 * minuteUs, rsi(14)),
    lower: every(hourUs, bollinger(20, 2).line('lower')),
    signal: macd(12, 26, 9).line('signal'),
    know: kst({ signal: 5 }),
    ...(p.how === 'band' ? { upper: bollinger(20, 2).line('upper') } : {}),
  }),
  horizonUs: () => 6 * hourUs,
  mind: (_, seed) => new Count(seed),
  opine: (view, p, count) => {
    count.shown += 1
    if (view.close < view.closeAgo(1)) count.falls = [...count.falls.slice(-20), count.shown]
    if (p.isShy && view.chance < 0.5) return undefined
    const far = view.closeAgo(p.far)
    const hour = new Date(view.asOf / 1_000).getUTCHours()
    const { rsi: strength, lower, signal, know } = view.features
    if (strength.value > 65 || hour === 3) return { exposure: 0, confidence: 0.6 }
    if (Number.isNaN(far) || view.close > far * (1 + (count.seed % 7) / 1_000)) return undefined
    const isLow = view.close < lower.value || signal.value > know.value
    if (!isLow && view.chance > 0.02) return undefined
    const stop = Math.min(view.low, view.open) * (0.99 - Math.log1p(count.falls.length) / 100)
    const target = view.high * Math.exp(0.02)
    return view.say({ exposure: p.share, confidence: 0.55, stop, target, holdUs: 5 * hourUs })
  },
  explain: (view, _, count) => `${count.shown} bars shown, close ${view.close}`,
})
