import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Sample, sample } from './sample.ts'

const resolutionMs = 20
const nsPerSecond = 1e9
const usPerSecond = 1e6

/** What the process of a desk uses. The delay of its loop is that since it was asked last. */
export class ProcessVitals {
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>

  constructor() {
    this.#delay = monitorEventLoopDelay({ resolution: resolutionMs })
    this.#delay.enable()
  }

  samples(): readonly Sample[] {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    const memory = { rss, heap_used: heapUsed, heap_total: heapTotal, external }
    const { user, system } = process.cpuUsage()
    return [
      ...this.#delays(),
      ...Object.entries(memory).flatMap(([kind, bytes]) => sample('memory_bytes', bytes, { kind })),
      ...sample('cpu_seconds_total', (user + system) / usPerSecond),
    ]
  }

  stop(): void {
    this.#delay.disable()
  }

  #delays(): readonly Sample[] {
    // The timer itself takes its resolution; what is above it is delay.
    const late = (ns: number): number => Math.max(0, ns / nsPerSecond - resolutionMs / 1_000)
    const of = [0.5, 0.99, 1].map((share) => {
      const ns = share === 1 ? this.#delay.max : this.#delay.percentile(share * 100)
      return sample('loop_delay_seconds', late(ns), { share: String(share) })
    })
    this.#delay.reset()
    return of.flat()
  }
}
