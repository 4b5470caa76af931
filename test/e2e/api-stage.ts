import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  deskRecords,
  drawToken,
  loadConfiguration,
  PastBeside,
  stepUpCode,
  stepUpSecret,
  TokenBook,
} from '../../src/app/index.ts'
import { micros, minuteUs } from '../../src/domain/index.ts'
import { DeskJobs } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { madeSecret } from '../house/produced.ts'
import { Caller } from './page-caller.ts'
import { sampleControl } from './page-sample-control.ts'
import { SampleDesk } from './page-sample-desk.ts'

type Headers = Readonly<Record<string, string>>

/** A desk's server with the versioned API, and tokens for it. */
export class ApiStage {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'api-'))
  readonly commanded: SampleDesk = new SampleDesk(5, 0)
  readonly tokens: TokenBook = new TokenBook(this.folder)
  readonly jobs: DeskJobs = new DeskJobs({ folder: this.folder, clock: liveClock })
  readonly caller: Caller
  /** What the clock of the server has come to, us. */
  now = 0

  constructor() {
    const { folder, tokens } = this
    const configuration = loadConfiguration({ folder, variables: {}, flags: [] })
    const past = new PastBeside({ folder, name: 'x', version: 'y', isDelayed: false }, liveClock)
    const control = sampleControl(this.commanded, folder, () => undefined)
    const records = deskRecords(folder, configuration, liveClock)
    const memory = {
      look: async () => ({ isDone: true, json: '{"episodes":1}' }) as const,
      stop: async () => {},
    }
    this.caller = new Caller(control, memory, { records, past, tokens, jobs: this.jobs })
    for (let i = 0; i < 300; i += 1) this.caller.desk.step()
  }

  async start(): Promise<void> {
    await this.caller.start()
    this.wait(10 * minuteUs)
  }

  async stop(): Promise<void> {
    await this.caller.stop()
    rmSync(this.folder, { recursive: true })
  }

  wait(us: number): void {
    this.now += us
    this.caller.wait(us)
  }

  /** A new token, as the headers of a program that carries it, and its id. */
  token(name: string, ...scopes: readonly string[]): { readonly id: string; readonly as: Headers } {
    const now = micros(this.now)
    const { token, row } = this.tokens.create({ name, scopes, days: 1, now, ...drawToken() })
    madeSecret(token.slice(13))
    const { origin } = this.caller.server
    const as = { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' }
    return { id: row.id, as }
  }

  /** The code that an authenticator shows now. @param subject - Id of a token, or `page`. */
  code(subject: string): string {
    const secret = stepUpSecret(this.caller.options.secret, subject)
    return stepUpCode(secret, Math.floor(this.now / 30_000_000))
  }
}
