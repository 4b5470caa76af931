import { tmpdir } from 'node:os'
import {
  ActLog,
  AlertBoard,
  answerTo,
  type ControlAnswer,
  controlledRun,
  DeskControl,
  type TokenBook,
} from '../../src/app/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import { ActDoor, BotActs, TokenDoor } from '../../src/doors/index.ts'
import { AuditBook, type Lock } from '../../src/journal/index.ts'
import type { Clock, Disk } from '../../src/kernel/index.ts'
import type { DeskLife } from './gateway-desk.ts'
import { isEnd } from './kill-sites.ts'

/** Where the audit of a simulated desk is; whoever has the desk's folder may write it. */
export const auditFolder = 'desk/audit'
/** The desk's own, from which codes follow. */
export const deskSecret: Uint8Array = new Uint8Array(32).fill(7)
/** Where there are tokens: on a disk of their own, in a folder that every machine has. */
export const tokenFolder: string = tmpdir()

/** What a desk is opened to the world with, for as long as its process lives. */
export class DeskDoors {
  readonly control: DeskControl
  readonly tokens: TokenDoor
  readonly acts: ActDoor
  readonly bot: BotActs
  readonly clock: Clock
  readonly act: <T>(task: () => T) => T
  /** What its process does not live through, whoever was told of it first. */
  #lost: Error | undefined

  /** @param isHeld - Whether the folder is this process's still. */
  constructor(of: {
    readonly life: DeskLife
    readonly disk: Disk
    readonly book: TokenBook
    readonly now: () => Micros
    readonly isHeld: () => boolean
  }) {
    const { life, disk, now } = of
    this.clock = { now, after: () => () => {} }
    const { clock } = this
    const alerts = new AlertBoard(clock)
    const place = { folder: auditFolder, anchor: 'desk/audit-anchor', lock: 'desk/audit-lock' }
    const acquire = (folder: string): Lock => ({
      ...{ folder, token: 1, isHeld: of.isHeld },
      release: () => {},
    })
    const book = new AuditBook({ disk, ...place, acquire, triesMax: 1 })
    const log = new ActLog({ book, clock, alerts, desk: 'desk' })
    this.act = (task) => this.#act(life, task)
    const desk = controlledRun({ run: life.run, act: this.act, modeReason: () => '' })
    this.control = new DeskControl({ desk, log, alerts, objection: () => undefined })
    this.tokens = new TokenDoor(of.book)
    this.acts = new ActDoor({ control: this.control, clock, secret: deskSecret })
    this.bot = new BotActs(this.control, clock)
  }

  /** Durable on return, as the program has it. */
  #act<T>(life: DeskLife, task: () => T): T {
    try {
      life.onTime(this.clock.now())
      const done = task()
      life.run.commit()
      return done
    } catch (error) {
      if (error instanceof Error && isEnd(error)) this.#lost ??= error
      throw error
    }
  }

  /** A line at the socket. */
  line(text: string): ControlAnswer {
    return answerTo(text, ({ request, actor, nonce, door }) =>
      this.control.ask(request, { door: door ?? 'cli', actor, nonce }),
    )
  }

  /** Somebody comes, and is answered unless that was the end of the process. */
  visit<T>(task: () => T): T {
    const answer = task()
    if (this.#lost !== undefined) throw this.#lost
    return answer
  }

  /** A while later. */
  keepUp(): void {
    this.visit(() => this.control.keepUp())
  }
}
