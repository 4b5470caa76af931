import { secondUs } from '../../../domain/index.ts'
import {
  type FlowEvent,
  LayeringDetector,
  LevelFlow,
  type ManipulationAlert,
  type ManipulationDetector,
  type ManipulationKind,
  MomentumIgnitionDetector,
  QuoteStuffingDetector,
  RampingDetector,
  SpoofingDetector,
  WashTradingDetector,
} from '../../../features/index.ts'
import { type Finding, unjudged } from './finding.ts'

export type ManipulatedFlowOptions = {
  /** An alert of so high a score is heeded alone, as are those of the surest detectors. */
  readonly scoreMin: number
  /** Alerts within the window that are heeded whatever their scores. */
  readonly alerts: number
  readonly windowSeconds: number
}

const alertsKept = 16
/** Detectors whose alerts are nearly all true, as `docs/manipulation.md` measures it. */
const sureKinds: ReadonlySet<ManipulationKind> = new Set(['quote-stuffing', 'wash-trading'])

/** Order flow that looks manipulated to one of the detectors of `features`. */
export class ManipulatedFlowCondition {
  readonly #options: ManipulatedFlowOptions
  readonly #detectors: readonly ManipulationDetector[] = [
    new SpoofingDetector(),
    new LayeringDetector(),
    new WashTradingDetector(),
    new RampingDetector(),
    new QuoteStuffingDetector(),
    new MomentumIgnitionDetector(),
  ]
  readonly #flow = new LevelFlow((event) => this.#hear(event))
  readonly #alertTs = new Float64Array(alertsKept).fill(Number.NEGATIVE_INFINITY)
  #alerts = 0
  #now = 0
  #finding: Finding

  constructor(options: ManipulatedFlowOptions) {
    this.#options = options
    this.#finding = unjudged(0, options.scoreMin)
  }

  onTrade(side: 1 | -1, ticks: number, lots: number, ts: number): Finding {
    return this.#told(ts, () => this.#flow.onTrade(this.#now, side === 1, ticks, lots))
  }

  onLevel(isBid: boolean, ticks: number, lots: number, ts: number): Finding {
    return this.#told(ts, () => this.#flow.onLevel(this.#now, isBid, ticks, lots))
  }

  /** The book is forgotten: a snapshot follows, which is no order flow. */
  onSnapshot(): void {
    this.#flow.reset()
    for (const detector of this.#detectors) detector.reset()
  }

  #told(ts: number, tell: () => void): Finding {
    // Detectors want time that never goes back; clocks do.
    this.#now = Math.max(this.#now, ts)
    this.#finding = { level: 'well', was: 0, max: this.#options.scoreMin }
    tell()
    return this.#finding
  }

  #hear(event: FlowEvent): void {
    for (const detector of this.#detectors) {
      const alert = detector.onEvent(event)
      if (alert !== undefined) this.#heed(alert)
    }
  }

  #heed({ kind, ts, score }: ManipulationAlert): void {
    const { scoreMin, alerts, windowSeconds } = this.#options
    this.#alertTs[this.#alerts % alertsKept] = ts
    this.#alerts += 1
    const since = ts - windowSeconds * secondUs
    let recent = 0
    for (const alertTs of this.#alertTs) if (alertTs >= since) recent += 1
    if (recent >= alerts) this.#finding = { level: 'trouble', was: recent, max: alerts }
    else if ((score >= scoreMin || sureKinds.has(kind)) && this.#finding.level !== 'trouble')
      this.#finding = { level: 'caution', was: score, max: scoreMin }
  }
}
