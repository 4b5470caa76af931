import { type Micros, secondUs } from '../../domain/index.ts'

/** What a switch says about itself. */
export type SwitchState =
  /** It is there, and not pressed. */
  | { readonly kind: 'released' }
  | { readonly kind: 'pressed'; readonly as: 'kill' | 'pause'; readonly why: string }
  /** Whether it is pressed is not known, which counts as pressed. */
  | { readonly kind: 'lost'; readonly why: string }

/** A switch says that it is well every second; three of these may be missing, no more. */
const silenceMaxUs = 3 * secondUs
/** Longest line; a device that says more at a time is no switch. */
const lineMax = 64
/** Times it must say that it is well before it is believed again. */
const trustedFrom = 3

/**
 * Reads what a switch says. Lines are `OK n`, once a second with a count that rises, `PAUSE`,
 * `KILL` and `TAMPER`; anything else, a count that does not rise, and silence are a switch that is
 * lost. Pure: it is given the time.
 */
export class SwitchLine {
  #state: SwitchState = { kind: 'lost', why: 'it has not said anything yet' }
  #text = ''
  #count = -1
  /** How often in a row it has said that it is well. */
  #wellTimes = 0
  #heardAt: Micros
  #hasBeenWell = false

  /** @param now - Silence is counted from here. */
  constructor(now: Micros) {
    this.#heardAt = now
  }

  /** `undefined` while a switch that was never heard still has time to be. */
  get state(): SwitchState | undefined {
    return this.#hasBeenWell || this.#state.kind === 'pressed' ? this.#state : undefined
  }

  /** Some of what it says, as it comes. */
  onText(text: string, now: Micros): void {
    const [...lines] = `${this.#text}${text}`.split('\n')
    this.#text = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line.trimEnd(), now)
    if (this.#text.length <= lineMax) return
    this.#text = ''
    this.#lose('it says what no switch says', true)
  }

  /** The line is broken. Before it was ever well it has the time of a silence to come up. */
  onBroken(why: string): void {
    this.#text = ''
    this.#lose(why, this.#hasBeenWell)
  }

  /** Time has passed. */
  onTime(now: Micros): void {
    if (now - this.#heardAt > silenceMaxUs)
      this.#lose(`it has said nothing for ${silenceMaxUs / secondUs} seconds`, true)
  }

  #onLine(line: string, now: Micros): void {
    if (line === 'KILL' || line === 'TAMPER')
      return this.#press('kill', line === 'KILL' ? 'it was pressed' : 'somebody has opened it')
    if (line === 'PAUSE') return this.#press('pause', 'it asks for a pause')
    const count = /^OK (\d{1,10})$/.exec(line)?.[1]
    const isNext = count !== undefined && Number(count) > this.#count
    this.#count = count === undefined ? -1 : Number(count)
    if (!isNext) return this.#lose('it says what no switch says', true)
    this.#heardAt = now
    this.#wellTimes += 1
    if (this.#hasBeenWell && this.#wellTimes < trustedFrom) return
    this.#hasBeenWell = true
    this.#state = { kind: 'released' }
  }

  #press(as: 'kill' | 'pause', why: string): void {
    this.#wellTimes = 0
    if (!this.#isKilling) this.#state = { kind: 'pressed', as, why }
  }

  /** Nothing but its being well again ends that. */
  get #isKilling(): boolean {
    return this.#state.kind === 'pressed' && this.#state.as === 'kill'
  }

  /** @param isSure - It is not that it has not come up yet. */
  #lose(why: string, isSure: boolean): void {
    this.#wellTimes = 0
    this.#hasBeenWell ||= isSure
    if (!this.#isKilling) this.#state = { kind: 'lost', why }
  }
}
