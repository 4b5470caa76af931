import { jsonOf } from '../../base/index.ts'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../kernel/index.ts'
import { LineFiles } from '../llm/line-files.ts'

/** A run of research whose page is kept. Times are milliseconds since 1970, UTC. */
export type RunLine = {
  readonly t: number
  /** First digits of the SHA-256 of its page: the same run has the same. */
  readonly id: string
  /** The command that made it, such as `backtest`. */
  readonly command: string
  readonly title: string
  /** What it came to, in a few words; empty where nothing was judged. */
  readonly verdict: string
  readonly hash: string
  /** Whether its page is still there: the newest hundred are. */
  readonly hasPage: boolean
}

export type KeptRun = Omit<RunLine, 'id' | 'hasPage' | 'title'> & {
  /** As HTML; its title is that of the run. */
  readonly page: string
}

const pagesMax = 100
const line = z.object({
  t: z.int(),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  command: z.string(),
  title: z.string(),
  verdict: z.string(),
  hash: z.string(),
})

/** Pages of backtests, sweeps, walks and experiments in the folder of a desk, newest first. */
export class RunShelf {
  readonly #folder: string

  constructor(desk: string) {
    this.#folder = path.join(desk, 'runs')
  }

  /** Keeps a page and the line about it; the oldest of more than a hundred pages goes. */
  keep({ page, ...run }: KeptRun): void {
    const id = createHash('sha256').update(page).digest('hex').slice(0, 16)
    makeFolder(this.#folder)
    fs.writeFileSync(this.#fileOf(id), page, { mode: 0o600 })
    new LineFiles(this.#folder).append('runs', JSON.stringify({ id, title: titleOf(page), ...run }))
    const kept = this.list().filter(({ hasPage }) => hasPage)
    for (const { id: old } of kept.slice(pagesMax)) fs.rmSync(this.#fileOf(old), { force: true })
  }

  /** One line for each page, as it was kept last. */
  list(): readonly RunLine[] {
    const found = new Map<string, Omit<RunLine, 'hasPage'>>()
    for (const text of new LineFiles(this.#folder).read('runs')) {
      const run = runIn(text)
      if (run !== undefined) found.set(run.id, run)
    }
    const pages = new Set(fs.existsSync(this.#folder) ? fs.readdirSync(this.#folder) : [])
    return [...found.values()]
      .map((run) => ({ ...run, hasPage: pages.has(`${run.id}.html`) }))
      .sort((a, b) => b.t - a.t)
  }

  /** @returns `undefined` for an id that is not in the list, and for a page that has gone. */
  page(id: string): string | undefined {
    const known = this.list().find((run) => run.id === id && run.hasPage)
    return known === undefined ? undefined : fs.readFileSync(this.#fileOf(known.id), 'utf8')
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id}.html`)
  }
}

function runIn(text: string): Omit<RunLine, 'hasPage'> | undefined {
  return line.safeParse(jsonOf(text)).data
}

function titleOf(page: string): string {
  const [, title = 'untitled'] = /<title>([^<]*)<\/title>/.exec(page) ?? []
  return title
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .slice(0, 200)
}
