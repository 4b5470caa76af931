import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { assert } from '../../base/index.ts'
import { type MetricFamily, metricFamilies } from './metric-families.ts'
import type { Sample } from './sample.ts'

/** What every name begins with. */
const metricPrefix = 'coinswarm_'

/** Series of a family where it says nothing else. */
const mostUsual = 250

type Client = typeof import('prom-client')

/** Metrics in the words of Prometheus, in a registry of their own: nothing is global. */
export class PromRegistry {
  readonly contentType: string
  readonly #registry: Registry
  readonly #gauges = new Map<string, Gauge>()
  readonly #counters = new Map<string, Counter>()
  readonly #histograms = new Map<string, Histogram>()

  /** Loads what is slow to load. */
  static async open(): Promise<PromRegistry> {
    const { default: client } = await import('prom-client')
    return new PromRegistry(client)
  }

  private constructor(client: Client) {
    this.#registry = new client.Registry()
    this.contentType = this.#registry.contentType
    for (const [name, family] of Object.entries(metricFamilies)) this.#add(client, name, family)
  }

  observe(name: string, seconds: number, labels: Readonly<Record<string, string>>): void {
    this.#histograms.get(name)?.observe(labels, seconds)
  }

  /** Takes on what stands now, whatever stood before, and says it. */
  async text(samples: readonly Sample[]): Promise<string> {
    this.#take(samples)
    return this.#registry.metrics()
  }

  /** All at once: another who asks in between is told of one moment too. */
  #take(samples: readonly Sample[]): void {
    for (const metric of [...this.#gauges.values(), ...this.#counters.values()]) {
      metric.reset()
      // One without labels would say 0 of what nobody knows.
      metric.remove({})
    }
    const told = new Map<string, number>()
    for (const { name, value, labels = {} } of samples) {
      assert(Object.hasOwn(metricFamilies, name), `no metric is called ${name}`)
      const count = (told.get(name) ?? 0) + 1
      told.set(name, count)
      if (count > mostOf(name)) continue
      this.#gauges.get(name)?.set(labels, value)
      this.#counters.get(name)?.inc(labels, Math.max(0, value))
    }
    for (const [family, count] of told)
      if (count > mostOf(family))
        this.#gauges.get('series_dropped')?.set({ family }, count - mostOf(family))
  }

  #add({ Counter, Gauge, Histogram }: Client, name: string, family: MetricFamily): void {
    const { kind, help, labels = [], buckets = [] } = family
    const common = {
      name: `${metricPrefix}${name}`,
      help,
      labelNames: [...labels],
      registers: [this.#registry],
    }
    if (kind === 'gauge') this.#gauges.set(name, new Gauge(common))
    else if (kind === 'counter') this.#counters.set(name, new Counter(common))
    else this.#histograms.set(name, new Histogram({ ...common, buckets: [...buckets] }))
  }
}

function mostOf(name: string): number {
  return metricFamilies[name]?.most ?? mostUsual
}
