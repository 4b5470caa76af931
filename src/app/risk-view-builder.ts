import {
  type ControlEvent,
  type Instrument,
  type IntentRefused,
  type Micros,
  type ModeChanged,
  minorPerUnit,
} from '../domain/index.ts'
import type { Desk, PlanStep } from '../engine/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { finite, toMs } from './desk-rows.ts'
import { limitRows } from './limit-rows.ts'
import { operatingCost, tierView } from './operating-cost.ts'
import type {
  AlertRow,
  BreakerRow,
  ModeRow,
  PlanRow,
  RefusalRow,
  RiskView,
  StandingRow,
  StressView,
  TierView,
} from './risk-view.ts'
import { stressLabels } from './stress-labels.ts'

const modesMax = 50
const alertsMax = 50
const dayMs = 86_400_000

/** Who is seated, and what is known of the desk besides. */
export type RiskPeople = {
  readonly agents: readonly string[]
  /** What running the desk costs, as the settings say; not known when left out. */
  readonly operating?: ConfigurationValues['operating'] | undefined
}

/** Keeps what a page shows of a desk's risk. Watches; nothing the desk does depends on it. */
export class RiskViewBuilder {
  readonly #instruments: readonly Instrument[]
  readonly #people: RiskPeople
  readonly #refusals = new Map<string, RefusalRow>()
  #modes: readonly ModeRow[] = []
  #alerts: RiskView['alerts'] = []
  /** First bar that was traded on, however often the desk was started since. */
  #beganMs = 0

  /** What was told last, as text: it is told again when it is another. */
  #told = ''

  constructor(instruments: readonly Instrument[], people: RiskPeople) {
    this.#instruments = instruments
    this.#people = people
  }

  onMark(ts: Micros): void {
    if (this.#beganMs === 0) this.#beganMs = toMs(ts)
  }

  onRefusal({ limit, ts }: IntentRefused): void {
    const count = (this.#refusals.get(limit)?.count ?? 0) + 1
    this.#refusals.set(limit, { limit, count, t: toMs(ts) })
  }

  onMode({ ts, from, to, actor, reason }: ModeChanged): void {
    this.#modes = [{ t: toMs(ts), from, to, actor, reason }, ...this.#modes].slice(0, modesMax)
  }

  onControl(event: ControlEvent): void {
    if (event.kind === 'alert-raised')
      this.alert({ t: toMs(event.ts), code: event.code, text: event.text })
  }

  /** Something that a person is to know of, whoever raised it. */
  alert(alert: AlertRow): void {
    this.#alerts = [alert, ...this.#alerts].slice(0, alertsMax)
  }

  /** The view, if it is another than was told last. */
  fresh(desk: Desk): { readonly risk?: RiskView } {
    const risk = this.view(desk)
    const text = JSON.stringify(risk)
    if (text === this.#told) return {}
    this.#told = text
    return { risk }
  }

  view(desk: Desk): RiskView {
    const { guard, risk, windDown } = desk
    return {
      limits: limitRows(desk),
      correlation: this.#correlation(desk),
      breakers: guard.openBreakers.map((event) => this.#breaker(event)),
      stress: guard.stress.map(stressView),
      standings: this.#standings(desk),
      modes: this.#modes,
      refusals: [...this.#refusals.values()].sort((a, b) => b.count - a.count),
      plan: windDown.plan().map((step) => this.#step(step)),
      isPlanRunning: windDown.isRunning,
      isHold: risk.isHold,
      tier: this.#tier(desk),
      isCrisis: risk.isCrisis,
      alerts: this.#alerts,
    }
  }

  #correlation({ risk }: Desk): RiskView['correlation'] {
    const instruments = this.#instruments
    const values = instruments.map((_, i) =>
      instruments.map((__, j) =>
        finite(i === j ? 1 : (risk.market?.correlation(i, j) ?? Number.NaN)),
      ),
    )
    return { instruments: instruments.map(({ id }) => id), values, max: risk.limits.correlationMax }
  }

  #breaker(event: Extract<ControlEvent, { readonly kind: 'breaker-moved' }>): BreakerRow {
    const { scope, subject, state, cause, ts, was, max } = event
    return { scope, subject: this.#name(scope, subject), state, cause, t: toMs(ts), was, max }
  }

  #name(scope: BreakerRow['scope'], subject: number): string {
    const instruments = this.#instruments
    const { agents } = this.#people
    const venue = instruments[0]?.id.split('.')[1] ?? 'venue'
    if (scope === 'instrument') return instruments[subject]?.id ?? `#${subject}`
    if (scope === 'strategy') return agents[subject] ?? `#${subject}`
    return scope === 'venue' ? venue : 'desk'
  }

  #standings({ guard: { standings } }: Desk): readonly StandingRow[] {
    if (standings === undefined) return []
    const instruments = this.#instruments
    const { agents } = this.#people
    const row = (scope: StandingRow['scope'], name: string, i: number): StandingRow => ({
      scope,
      subject: name,
      share: standings.share(scope, i),
      isHibernating: standings.isAsleep(scope, i),
      pnl: finite(standings.pnl(scope, i)) ?? 0,
    })
    return [
      ...instruments.map(({ id }, i) => row('instrument', id, i)),
      ...agents.map((name, i) => row('strategy', name, i)),
    ]
  }

  #step({ stage, instrument: i, lots, closed, status }: PlanStep): PlanRow {
    const of = this.#instruments[i]
    const quantity = lots * (of?.lotSize ?? 1)
    return { stage, instrument: of?.id ?? `#${i}`, quantity, done: closed / lots, status }
  }

  #tier({ guard, risk, ledger, now }: Desk): TierView {
    const { operating: terms } = this.#people
    const instruments = this.#instruments
    const days = this.#beganMs === 0 ? 0 : (toMs(now) - this.#beganMs) / dayMs
    const fees = instruments.reduce((sum, _, i) => sum + Number(ledger.positions.fees(i)), 0)
    const equity = risk.equity / minorPerUnit
    const needs = { equity, fees: fees / minorPerUnit, days }
    const cost = terms === undefined ? undefined : operatingCost({ terms, ...needs })
    const { tiers } = guard.limits
    const none = {
      name: 'none',
      next: null,
      costPerDay: cost?.perDay ?? null,
      breakEven: cost?.breakEven ?? null,
    }
    return tiers === undefined ? none : tierView(tiers, cost)
  }
}

function stressView(row: Desk['guard']['stress'][number]): StressView {
  const { scenario, lossWithStops: loss, limit: max } = row
  return { scenario, label: stressLabels[scenario], loss, max }
}
