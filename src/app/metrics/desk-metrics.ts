import type { Clock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import type { AlertBoard } from '../control/alert.ts'
import type { DeskFeed } from '../desk-view.ts'
import type { DeskVitals } from './desk-vitals.ts'
import { ProcessVitals } from './process-vitals.ts'
import { PromRegistry } from './prom-registry.ts'
import { tallied } from './sample.ts'
import { SeenDesk } from './seen-desk.ts'
import { StrategistReader } from './strategist-samples.ts'
import { swarmSamples } from './swarm-samples.ts'
import { viewSamples } from './view-samples.ts'
import { vitalSamples } from './vital-samples.ts'

type MetricsNeeds = {
  /** As its people see it: money is as of midnight where they are not to be moved by it. */
  readonly feed: DeskFeed
  readonly vitals: DeskVitals
  readonly alerts: Pick<AlertBoard, 'listen'>
  readonly folder: string
  readonly model: ConfigurationValues['model']
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/** Metrics of a running desk. Nothing is asked of the desk when somebody asks for them. */
export class DeskMetrics {
  readonly #needs: MetricsNeeds
  readonly #registry: PromRegistry
  readonly #seen: SeenDesk
  readonly #process = new ProcessVitals()
  readonly #strategist: StrategistReader
  readonly #alerts = new Map<string, number>()
  readonly #deafen: () => void

  static async open(needs: MetricsNeeds): Promise<DeskMetrics> {
    return new DeskMetrics(needs, await PromRegistry.open())
  }

  private constructor(needs: MetricsNeeds, registry: PromRegistry) {
    this.#needs = needs
    this.#registry = registry
    this.#seen = new SeenDesk(needs.feed)
    this.#strategist = new StrategistReader(needs)
    this.#deafen = needs.alerts.listen(({ code }) => {
      this.#alerts.set(code, (this.#alerts.get(code) ?? 0) + 1)
    })
    needs.vitals.onDuration = (what, seconds, call) => {
      if (what === 'turn') registry.observe('turn_seconds', seconds, {})
      else if (what === 'journal flush') registry.observe('journal_flush_seconds', seconds, {})
      else registry.observe('venue_call_seconds', seconds, { call: call ?? '' })
    }
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** Everything as it stands now, in the text format of Prometheus 0.0.4. */
  text(): Promise<string> {
    const { clock, vitals } = this.#needs
    return this.#registry.text([
      ...viewSamples(this.#seen, clock.now() / 1_000),
      ...swarmSamples(this.#seen),
      ...vitalSamples(vitals),
      ...tallied('alerts_total', 'code', this.#alerts),
      ...this.#strategist.samples(),
      ...this.#process.samples(),
    ])
  }

  stop(): void {
    this.#needs.vitals.onDuration = () => {}
    this.#deafen()
    this.#seen.stop()
    this.#process.stop()
  }
}
