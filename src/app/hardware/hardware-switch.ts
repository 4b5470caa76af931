import { secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { DeskControl } from '../control/desk-control.ts'
import { drawNonce } from '../control/draw-nonce.ts'
import { repeatEvery } from '../repeat-every.ts'
import { SwitchLine, type SwitchState } from './switch-line.ts'
import type { SwitchLink, SwitchPort } from './switch-port.ts'

/** How often silence is looked for. */
const lookUs = 200_000
/** Until a broken line is tried again. */
const reopenUs = secondUs

export type HardwareSwitchNeeds = {
  readonly port: SwitchPort
  /** What a switch that is lost counts as. */
  readonly onLost: 'kill' | 'pause'
  readonly control: DeskControl
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

const lights = { normal: 'green', pause: 'amber', reduce: 'amber', emergency: 'red' } as const

/**
 * A switch that somebody can press without a computer. Pressed, broken, silent or tampered with, it
 * pauses or kills the desk; released, it only lets a person take the desk back.
 */
export class HardwareSwitch {
  readonly #needs: HardwareSwitchNeeds
  readonly #line: SwitchLine
  readonly #cancels: (() => void)[] = []
  #link: SwitchLink | undefined
  /** What the desk was last told: it is told again when that changes. */
  #told = ''
  #isClosed = false

  constructor(needs: HardwareSwitchNeeds) {
    this.#needs = needs
    this.#line = new SwitchLine(needs.clock.now())
    needs.control.heed(() => this.#standing())
    this.#open()
    this.#cancels.push(repeatEvery(needs.clock, lookUs, () => this.#look()))
    this.#cancels.push(repeatEvery(needs.clock, secondUs, () => this.#shine()))
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#cancels) cancel()
    this.#link?.close()
  }

  #open(): void {
    if (this.#isClosed) return
    const { port, clock } = this.#needs
    this.#link = port.open({
      onText: (text) => {
        this.#line.onText(text, clock.now())
        this.#tell()
      },
      onBroken: (why) => {
        this.#link = undefined
        this.#line.onBroken(why)
        this.#tell()
        this.#cancels.push(clock.after(reopenUs, () => this.#open()))
      },
    })
  }

  #look(): void {
    this.#line.onTime(this.#needs.clock.now())
    this.#tell()
  }

  #shine(): void {
    this.#link?.write(`LIGHT ${lights[this.#needs.control.state.mode]}\n`)
  }

  #standing(): string | undefined {
    const { state } = this.#line
    if (state === undefined || state.kind === 'released') return undefined
    return `The switch at ${this.#needs.port.name} holds the desk (${state.why}); release it first.`
  }

  #tell(): void {
    const { state } = this.#line
    const told = state === undefined ? '' : nameOf(state)
    if (state === undefined || told === this.#told || this.#isClosed) return
    this.#told = told
    const { port, onNote, onLost } = this.#needs
    if (state.kind === 'released') onNote(`the switch at ${port.name} is there, and released`)
    else this.#act(state.kind === 'pressed' ? state.as : onLost, state.why)
    this.#shine()
  }

  #act(as: 'kill' | 'pause', why: string): void {
    const { control, port, onNote } = this.#needs
    onNote(`the switch at ${port.name}: ${why}`)
    const asker = { door: 'hardware', actor: port.name, nonce: drawNonce() } as const
    const reason = `the switch: ${why}`
    if (as === 'kill') control.ask({ kind: 'kill', isHold: false, reason }, asker)
    else control.ask({ kind: 'mode', to: 'pause', reason }, asker)
  }
}

function nameOf(state: SwitchState): string {
  return state.kind === 'pressed' ? `pressed ${state.as}` : state.kind
}
