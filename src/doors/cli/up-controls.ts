import path from 'node:path'
import {
  type Configuration,
  ControlDoors,
  HardwareSwitch,
  killBySignal,
  noteDesk,
  type PaperDesk,
  personHere,
  serialSwitch,
  type WantedAct,
} from '../../app/index.ts'
import { reasonOf } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import type { UpOptions } from './up-options.ts'
import { version } from './version.ts'

/** By which a desk's own process is told to kill. Not there on Windows. */
const killSignal = 'SIGUSR2'

/** All that commands a desk which was started here; its start and stop are in the audit too. */
export class UpControls {
  readonly #context: CliContext
  readonly #desk: PaperDesk
  readonly #start: WantedAct
  readonly #stop: WantedAct
  /** Why the start is not in the audit; empty when it is. */
  readonly #unwritten: string
  readonly #onSignal = (signal: string): void => killBySignal(this.#desk.control, signal)
  readonly #hardware: Configuration['values']['hardware']
  #doors: ControlDoors | undefined
  #switch: HardwareSwitch | undefined

  /** Writes down that the desk is started, and how, for whoever may have to take over. */
  constructor(
    context: CliContext,
    desk: PaperDesk,
    options: UpOptions,
    { values }: Pick<Configuration, 'values'>,
  ) {
    this.#hardware = values.hardware
    this.#context = context
    this.#desk = desk
    const door = 'cli'
    const [what, reason] = ['start the desk', 'coinswarm up']
    this.#start = { ...personHere(), door, act: 'start', what, reason }
    const why = 'the end of coinswarm up'
    this.#stop = { ...personHere(), door, act: 'stop', what: 'stop the desk', reason: why }
    this.#unwritten = this.#writeStart(options)
  }

  /** Lets commands in, in the turn in which the desk starts: a file KILL comes before any bar. */
  async open(): Promise<void> {
    const { control } = this.#desk
    const { deskFolder: folder, note: onNote } = this.#context
    if (this.#unwritten !== '') control.pause(this.#unwritten)
    else {
      const outcome = `started in ${control.state.mode}, coinswarm ${version()}`
      control.log.outcome(this.#start, 'done', outcome)
    }
    if (process.platform !== 'win32') process.on(killSignal, this.#onSignal)
    this.#openSwitch()
    const pulse = (): ReturnType<PaperDesk['pulse']> => this.#desk.pulse()
    this.#doors = await ControlDoors.open(control, { folder, clock: liveClock, onNote, pulse })
  }

  /** Before the desk stops, which nothing keeps it from. */
  close(): void {
    this.#doors?.close()
    this.#switch?.close()
    process.off(killSignal, this.#onSignal)
    this.#desk.control.log.tryAsked(this.#stop)
  }

  /** When it has stopped. */
  end(): void {
    const { log, state } = this.#desk.control
    log.outcome(this.#stop, 'done', `stopped in ${state.mode}`)
  }

  #openSwitch(): void {
    const { switch: path, lights, onLost } = this.#hardware
    if (path === '') return
    const { control } = this.#desk
    const around = { control, clock: liveClock, onNote: this.#context.note }
    this.#switch = new HardwareSwitch({ port: serialSwitch(path, lights), onLost, ...around })
  }

  #writeStart(options: UpOptions): string {
    try {
      noteDesk(this.#context.deskFolder, absolute(options))
      this.#desk.control.log.asked(this.#start)
      return ''
    } catch (error) {
      return reasonOf(error)
    }
  }
}

/** Names of files that mean the same from wherever a desk is taken over. */
function absolute(options: UpOptions): UpOptions {
  const { rehearsalKeys, passphraseFile } = options
  return {
    ...options,
    ...(rehearsalKeys === undefined ? {} : { rehearsalKeys: path.resolve(rehearsalKeys) }),
    ...(passphraseFile === undefined ? {} : { passphraseFile: path.resolve(passphraseFile) }),
  }
}
