import { reasonOf } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { repeatEvery } from '../repeat-every.ts'
import { ControlSocket } from './control-socket.ts'
import type { DeskControl } from './desk-control.ts'
import type { DeskPulse } from './desk-pulse.ts'
import { drawNonce } from './draw-nonce.ts'
import { KillFile } from './kill-file.ts'

export type ControlDoorsNeeds = {
  readonly folder: string
  readonly clock: Clock
  readonly onNote: (message: string) => void
  readonly pulse: () => DeskPulse
}

/**
 * The doors of a running desk that are on its own machine: the socket that `coinswarm mode` and
 * `kill` speak to, and the file `KILL`. A file that is there already has killed when this returns.
 */
export class ControlDoors {
  readonly #control: DeskControl
  readonly #closes: (() => void)[] = []

  static async open(control: DeskControl, needs: ControlDoorsNeeds): Promise<ControlDoors> {
    const doors = new ControlDoors(control, needs)
    try {
      const socket = await ControlSocket.open(needs.folder, ({ request, actor, nonce, door }) => {
        const answer = control.ask(request, { door: door ?? 'cli', actor, nonce })
        if (request.kind !== 'show' || !answer.ok) return answer
        return { ...answer, pulse: needs.pulse() }
      })
      doors.#closes.push(() => socket.close())
    } catch (error) {
      // Some file systems hold no sockets; all the other doors are still there.
      const why = `no command reaches this desk (${reasonOf(error)})`
      needs.onNote(`${why}; a file KILL in ${needs.folder} and SIGUSR2 still kill it`)
    }
    return doors
  }

  private constructor(control: DeskControl, { folder, clock, onNote }: ControlDoorsNeeds) {
    const file = new KillFile(folder, clock, (isHold) => {
      onNote(`${folder}/KILL is there; remove it before the desk can trade again`)
      const asker = { door: 'file', actor: 'KILL', nonce: drawNonce() } as const
      control.ask({ kind: 'kill', isHold, reason: 'the file KILL' }, asker)
    })
    this.#control = control
    this.#closes.push(() => file.close())
    this.#closes.push(repeatEvery(clock, secondUs, () => control.keepUp()))
  }

  close(): void {
    for (const close of this.#closes) close()
    this.#control.keepUp(true)
  }
}

/** A kill by a signal to the desk's own process. */
export function killBySignal(control: DeskControl, signal: string): void {
  const asker = { door: 'signal', actor: signal, nonce: drawNonce() } as const
  control.ask({ kind: 'kill', isHold: false, reason: `signal ${signal}` }, asker)
}
