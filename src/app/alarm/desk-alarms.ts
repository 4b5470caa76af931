import type { DeskEvent } from '../../domain/index.ts'
import type { DeskProbe, RunHeader } from '../../engine/index.ts'
import { type Alarm, type AlarmRules, DegenerateWatch } from './degenerate-watch.ts'

const keptMax = 50

/** Alarms of one desk: found in the past too, and raised from its start on. */
export class DeskAlarms {
  /** The newest last, at most fifty, those of before the start among them. */
  found: readonly Alarm[] = []
  readonly #rules: AlarmRules
  #watch: DegenerateWatch | undefined
  #raise: (code: string, text: string) => void = () => {}

  constructor(rules: AlarmRules) {
    this.#rules = rules
  }

  /** Watches the desk of a header from now on. */
  watch({ setup }: RunHeader, agents: readonly string[]): DeskProbe['onJudged'] {
    const { instruments, limits } = setup
    const names = {
      instruments: instruments.map(({ id }) => id),
      agents,
      isLongOnly: limits.isLongOnly,
    }
    const watch = new DegenerateWatch(names, this.#rules, (alarm) => {
      this.found = [...this.found, alarm].slice(-keptMax)
      this.#raise(alarm.code, alarm.text)
    })
    this.#watch = watch
    return (judged) => watch.onJudged(judged)
  }

  onEvent(event: DeskEvent): void {
    if (event.kind === 'order-filled') this.#watch?.onFill(event.tsInit)
    if (event.kind === 'intent-refused') this.#watch?.onRefusal(event.limit)
  }

  /** What is found from now on is news. */
  start(raise: (code: string, text: string) => void): void {
    this.#raise = raise
  }
}
