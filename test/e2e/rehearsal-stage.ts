import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FaultPlan } from '../../src/venue/sim/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'

const program = fileURLToPath(new URL('../../bin/run.mjs', import.meta.url))

/** Wants in and out for no reason, with levels near enough to be met, and stops that follow. */
const restless = `
import { defineAgent, real } from 'coinswarm/agents'
import { sma } from 'coinswarm/features'

const another = (chance, n) => (chance * 9973 * (n + 1)) % 1

export const restless = defineAgent({
  name: 'restless',
  summary: 'Changes its mind by chance.',
  parameters: { reach: real(0.0004, { min: 0, max: 1, help: 'distance of its levels' }) },
  features: () => ({ average: sma(2) }),
  opine: (view, p) => {
    const draw = view.chance
    if (draw < 0.2) return undefined
    const away = p.reach * view.close
    const stop = view.close - away * (0.3 + another(draw, 1))
    const target = view.close + away * (0.3 + another(draw, 2))
    const exposure = draw < 0.4 ? 0 : 0.5
    return view.say({ exposure, confidence: 0.9, stop, target, follows: true })
  },
})
`

/** Small orders, so that a market can take them, and no limit that would end the trading. */
const settings = `
[market]
instruments = ["BTC-USDT", "ETH-USDT", "XRP-USDT"]
[journal]
segmentBytes = 4194304
[desk]
cash = 50000
rebalanceMin = 0.02
[risk]
positionMax = 0.04
grossMax = 1
dailyLossMax = 1
drawdownSoft = 0.98
drawdownHalt = 0.99
ordersPerDayMax = 1000000
tradesPerDayMax = 1000000
lossesInRowMax = 1000000
correlationMax = 1
hasStandings = false
hasTiers = false
[breakers]
errorCalls = 100
errorsMax = 99
`

/** The secret is to be found nowhere but in the file of keys. */
const keys = { key: keyOf('rehearsal'), secret: secretOf('rehearsal') }

/** A process that is told to say lines until it ends. */
export class SpokenProcess {
  readonly lines: string[] = []
  /** When each was said, from the start. Unit: ms. */
  readonly #times: number[] = []
  readonly #startMs = performance.now()
  readonly ended: Promise<unknown>
  readonly #child: ChildProcess
  readonly #waiting = new Set<() => void>()

  constructor(args: readonly string[]) {
    const { COINSWARM_LAUNCHER: _other, ...env } = process.env
    this.#child = spawn(process.execPath, [program, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const { stdout, stderr } = this.#child
    for (const stream of [stdout, stderr])
      if (stream !== null) createInterface(stream).on('line', (line) => this.#hear(line))
    this.ended = once(this.#child, 'exit').then(() => this.#hear('ended'))
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  get ageMs(): number {
    return Math.round(performance.now() - this.#startMs)
  }

  get isEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** Waits for a line. @throws Error with all that was said when it ends without. */
  async line(wanted: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => wanted.test(line))
      if (found !== undefined) return found
      if (this.isEnded) throw new Error(`ended without ${wanted}:\n${this.lines.join('\n')}`)
      await new Promise<void>((resolve) => void this.#waiting.add(resolve))
    }
  }

  /** When a line was first said, from the start; `undefined` when it was not. Unit: ms. */
  timeOf(wanted: RegExp): number | undefined {
    return this.#times[this.lines.findIndex((line) => wanted.test(line))]
  }

  async kill(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal)
    await this.ended
  }

  #hear(line: string): void {
    this.lines.push(line)
    this.#times.push(Math.round(performance.now() - this.#startMs))
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}

export type StageOptions = {
  readonly seed: number
  /** What goes wrong on the line; nothing when left out. */
  readonly faults?: Partial<FaultPlan>
}

/** A served exchange in a process of its own, and the folder of a desk that trades there a lot. */
export class RehearsalStage {
  readonly folder: string
  readonly url: string
  readonly key: string = keys.key
  readonly secret: string = keys.secret
  readonly #exchange: SpokenProcess

  private constructor(folder: string, url: string, exchange: SpokenProcess) {
    this.folder = folder
    this.url = url
    this.#exchange = exchange
  }

  static async open({ seed, faults }: StageOptions): Promise<RehearsalStage> {
    const root = mkdtempSync(path.join(tmpdir(), 'coinswarm-rehearsal-'))
    const folder = path.join(root, 'desk')
    mkdirSync(folder)
    writeFileSync(path.join(root, 'restless.ts'), restless)
    writeFileSync(path.join(root, 'faults.json'), JSON.stringify(faults ?? {}))
    writeFileSync(path.join(root, 'keys'), `${keys.key}\n${keys.secret}\n`, { mode: 0o600 })
    writeFileSync(path.join(folder, 'coinswarm.toml'), settings)
    const exchange = new SpokenProcess([
      ...['exchange', '--dialect', 'binance', '--port', '0', '--seed', String(seed)],
      ...['--speed', '40', '--state', 'none', '--rate-limits', 'off', '--fees', '10,10'],
      ...['--account', `${keys.key}:${keys.secret}`],
      ...(faults === undefined ? [] : ['--faults', path.join(root, 'faults.json')]),
    ])
    const line = await exchange.line(/^exchange: /)
    const [url = ''] = /http:\/\/[\d.:]+/.exec(line) ?? []
    return new RehearsalStage(folder, url, exchange)
  }

  /** To stop it for a while, as a venue that is dead for some time. */
  get exchangePid(): number {
    return this.#exchange.pid
  }

  /** The file of the agent that trades. */
  get agent(): string {
    return path.join(this.folder, '..', 'restless.ts')
  }

  /** Two lines: the key, and its secret. */
  get keyFile(): string {
    return path.join(this.folder, '..', 'keys')
  }

  startDesk(...more: readonly string[]): SpokenProcess {
    return this.startWith('--rehearsal-keys', this.keyFile, ...more)
  }

  /** A desk with another way to its key. */
  startWith(...more: readonly string[]): SpokenProcess {
    return new SpokenProcess([
      ...['up', '--venue', 'binance', '--rehearse', this.url, '--interval', '1s', '--headless'],
      ...['--agent', this.agent, '--desk', this.folder, ...more],
    ])
  }

  async close(): Promise<void> {
    await this.#exchange.kill('SIGKILL')
    rmSync(path.dirname(this.folder), { recursive: true })
  }
}

/**
 * What a rehearsing desk says: when all that was out has been looked up, when an order may leave
 * that adds risk, and when it has read the account.
 */
export const isLive: RegExp = /^live: /
export const tradesAgain: RegExp = /^trading: /
export const hasReadAccount: RegExp = /^account: read/
