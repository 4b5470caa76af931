import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AuditRow, auditPlace, readAudit, readJournal } from '../../src/journal/index.ts'
import { deskPaths } from '../../src/app/index.ts'
import type { DeskEvent, ModeChanged } from '../../src/domain/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { produced } from '../house/produced.ts'
import type { Ran } from './run-coinswarm.ts'

const door = JSON.stringify(new URL('../../src/doors/index.ts', import.meta.url).href)
const script = `import { main } from ${door}; process.exitCode = await main(process.argv.slice(1))`

/** Nothing is asked of how prices move: a desk that has just begun may buy. */
const unmeasured = `[risk]
varMax = 1
shortfallMax = 1
stressMax = 1
correlationMax = 1
crisisShare = 1
`

/** A desk in a process of its own, run from the sources, and commands for it. */
export class ControlStage {
  readonly folder: string
  readonly #children: ChildProcess[] = []
  /** All that the desk has said. */
  said = ''
  /** Longest that anything is waited for: a machine may be busy with other things. */
  patienceMs = 45_000

  constructor() {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'control-'))
    fs.writeFileSync(path.join(this.folder, 'coinswarm.toml'), unmeasured)
  }

  /** More settings, below those of the stage. */
  configure(text: string): void {
    fs.appendFileSync(path.join(this.folder, 'coinswarm.toml'), text)
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** Starts the desk on a made-up market. */
  start(...words: readonly string[]): ChildProcess {
    const market = ['up', '--market', 'generated', '--headless', '--speed', '6000', ...words]
    const child = this.#spawn(market)
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        produced(bytes)
        this.said += bytes.toString()
      })
    return child
  }

  /** Runs one command on the desk's folder, to its end. */
  async run(...words: readonly string[]): Promise<Ran> {
    const child = this.#spawn(words)
    const text = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (bytes: Buffer) => {
        produced(bytes)
        text[name] += bytes.toString()
      })
    const [code] = await once(child, 'close')
    return { code: Number(code), ...text }
  }

  /** Waits until something is so. */
  async until(isSo: () => boolean): Promise<void> {
    const end = Date.now() + this.patienceMs
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`it never came to that; the desk said: ${this.said}`)
      await sleep(20)
    }
  }

  /** What the journal holds by now. */
  events(): readonly DeskEvent[] {
    const { journal } = deskPaths(this.folder)
    if (!fs.existsSync(`${journal}/000001.seg`)) return []
    return [...readJournal(journal, nodeDisk)].map(({ event }) => event)
  }

  get mode(): string {
    return this.modes().at(-1)?.to ?? 'normal'
  }

  modes(): readonly ModeChanged[] {
    return this.events().filter((event) => event.kind === 'mode-changed')
  }

  /** Lots of the first instrument, by the fills alone. */
  held(): number {
    let lots = 0
    const sides = new Map<number, number>()
    for (const event of this.events()) {
      if (event.kind === 'submit' && event.order.instrument === 0)
        sides.set(event.order.orderId, event.order.side === 'buy' ? 1 : -1)
      if (event.kind === 'order-filled') lots += (sides.get(event.orderId) ?? 0) * event.quantity
    }
    return lots
  }

  audit(): readonly AuditRow[] {
    const { folder } = auditPlace(this.folder)
    return fs.existsSync(folder) ? [...readAudit(folder, nodeDisk)] : []
  }

  /** The audit, a word per entry: `kill asked`. */
  acts(): readonly string[] {
    return this.audit().map(({ entry }) => `${entry.act} ${entry.stage}`)
  }

  #spawn(words: readonly string[]): ChildProcess {
    const run = ['--input-type=module', '-e', script, '--', '--desk', this.folder, ...words]
    // It is started by us and by nobody before us, whom it would watch and follow.
    const { COINSWARM_LAUNCHER: _none, ...env } = process.env
    const child = spawn(process.execPath, run, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#children.push(child)
    return child
  }
}

/** An agent that buys and holds. */
export function writeBuyingAgent(folder: string): string {
  return writeHangingAgent(folder, '2099-01-01T00:00:00Z')
}

/** An agent that buys, and from some time on never comes back from being asked. */
export function writeHangingAgent(folder: string, hangsAt: string): string {
  const file = path.join(folder, 'hanging.ts')
  fs.writeFileSync(
    file,
    `import { defineAgent } from 'coinswarm/agents'
export const hanging = defineAgent({
  name: 'hanging',
  summary: 'Buys, and hangs.',
  parameters: {},
  features: () => ({}),
  opine: (view) => {
    while (view.asOf >= Date.parse('${hangsAt}') * 1000) {}
    return { exposure: 0.3, confidence: 0.9, stop: view.close * 0.5 }
  },
})
`,
  )
  return file
}
