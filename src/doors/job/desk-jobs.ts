import { jsonOf } from '../../base/index.ts'
import { z } from 'zod'
import { secondUs } from '../../domain/index.ts'
import {
  type Clock,
  type Disk,
  makeFolder,
  nodeDisk,
  readText,
  replaceFile,
} from '../../kernel/index.ts'
import { jobRow, type JobRow, type JobState, type JobWish } from '../api/job-schemas.ts'
import { freshJobId } from '../http/fresh-token.ts'
import { jobArgv } from './job-argv.ts'
import { runCommand } from './run-command.ts'

/** Jobs at one time, and jobs that are remembered. */
const [runningMax, keptMax] = [2, 64]
const timeUs = 3_600 * secondUs
const folderName = 'jobs'

const kept = z.object({ row: jobRow, result: z.string().nullable() })

type Running = { readonly stop: AbortController; readonly ended: Promise<void> }

export type DeskJobsNeeds = {
  /** Of the desk. */
  readonly folder: string
  readonly clock: Clock
  readonly disk?: Disk
}

/**
 * Runs that programs ask for, each a command in a process of its own. They are kept in the folder
 * of the desk with what came of them; what runs when the server ends is interrupted.
 */
export class DeskJobs {
  readonly #needs: Required<DeskJobsNeeds>
  readonly #place: string
  readonly #rows = new Map<string, JobRow>()
  readonly #running = new Map<string, Running>()
  readonly #listeners = new Set<(row: JobRow) => void>()
  #isStopped = false

  constructor({ folder, clock, disk = nodeDisk }: DeskJobsNeeds) {
    this.#needs = { folder, clock, disk }
    this.#place = `${folder}/${folderName}`
    for (const row of this.#read()) this.#rows.set(row.id, row)
    for (const row of this.#rows.values())
      if (row.state === 'running') this.#settle(row, 'interrupted', 'the desk ended before it did')
  }

  /** The newest first. */
  all(): readonly JobRow[] {
    return [...this.#rows.values()].sort((a, b) => b.created - a.created || order(b.id, a.id))
  }

  /** @returns `undefined` of one that is not known, or not any more. */
  find(id: string): JobRow | undefined {
    return this.#rows.get(id)
  }

  /** The document that a job printed; `undefined` where there is none. */
  result(id: string): unknown {
    const text = readText(this.#needs.disk, this.#file(id))
    const parsed = kept.safeParse(jsonOf(text ?? ''))
    const result = parsed.success ? parsed.data.result : null
    return result === null ? undefined : jsonOf(result)
  }

  /** @param by - Who asks. @returns `undefined` when as many run as may. */
  start(wish: JobWish, by: string): JobRow | undefined {
    if (this.#isStopped || this.#running.size >= runningMax) return undefined
    const { kind, options } = wish
    const begun = { id: freshJobId(), kind, options: { ...options }, created: this.#now(), by }
    const row = { ...begun, state: 'running', ended: null, progress: null, error: null } as const
    this.#keep(row, null)
    const stop = new AbortController()
    this.#running.set(row.id, { stop, ended: this.#run(row, wish, stop) })
    return row
  }

  /** Ends a job that runs. @returns Whether it ran. */
  cancel(id: string): boolean {
    const running = this.#running.get(id)
    running?.stop.abort()
    return running !== undefined
  }

  /** Tells of each job that begins, comes on or ends. @returns A way to stop. */
  subscribe(listener: (row: JobRow) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ends what runs, and takes no more. */
  async stop(): Promise<void> {
    this.#isStopped = true
    const running = [...this.#running.values()]
    for (const { stop } of running) stop.abort()
    await Promise.all(running.map(({ ended }) => ended))
  }

  async #run(row: JobRow, wish: JobWish, stop: AbortController): Promise<void> {
    const { folder } = this.#needs
    const outcome = await runCommand({
      argv: ['--json', `--desk=${folder}`, ...jobArgv(wish, folder)],
      timeUs,
      signal: stop.signal,
      onProgress: (progress) => this.#tell({ ...(this.#rows.get(row.id) ?? row), progress }),
    })
    this.#running.delete(row.id)
    const last = this.#rows.get(row.id) ?? row
    if (this.#isStopped) return this.#settle(last, 'interrupted', 'the desk ended before it did')
    if (stop.signal.aborted) return this.#settle(last, 'cancelled', 'it was cancelled')
    if (outcome.kind === 'stopped') return this.#settle(last, 'failed', outcome.why)
    const { exitCode, text } = outcome
    if (exitCode > 1) return this.#settle(last, 'failed', whyIn(text))
    this.#keep({ ...last, state: 'done', ended: this.#now() }, text)
  }

  #settle(row: JobRow, state: JobState, error: string): void {
    this.#keep({ ...row, state, ended: this.#now(), error }, null)
  }

  #keep(row: JobRow, result: string | null): void {
    const { disk } = this.#needs
    makeFolder(this.#place)
    const bytes = new TextEncoder().encode(JSON.stringify({ row, result }))
    replaceFile(disk, this.#place, `${row.id}.json`, bytes)
    this.#tell(row)
    this.#forget()
  }

  #tell(row: JobRow): void {
    this.#rows.set(row.id, row)
    for (const listener of this.#listeners) listener(row)
  }

  /** The oldest that has ended makes room. */
  #forget(): void {
    for (const { id } of this.all().slice(keptMax)) {
      if (this.#running.has(id)) continue
      this.#rows.delete(id)
      this.#needs.disk.remove(this.#file(id))
    }
  }

  /** What cannot be read is none of ours. */
  #read(): readonly JobRow[] {
    const { disk } = this.#needs
    const names = disk.list(this.#place).filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    return names.flatMap((name) => {
      const parsed = kept.safeParse(jsonOf(readText(disk, `${this.#place}/${name}`) ?? ''))
      return parsed.success ? [parsed.data.row] : []
    })
  }

  #file(id: string): string {
    return `${this.#place}/${id}.json`
  }

  #now(): number {
    return Math.floor(this.#needs.clock.now() / 1_000)
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}

/** The sentence of an error as a command tells it under `--json`. */
function whyIn(text: string): string {
  const told = z.object({ error: z.object({ message: z.string() }) }).safeParse(jsonOf(text))
  return told.success ? told.data.error.message : 'it failed without a word'
}
