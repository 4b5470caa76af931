import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { dayUs, formatTime, micros } from '../../src/domain/index.ts'
import { Counts } from './counts.ts'
import type { MonthGroup } from './month-group.ts'
import type { MonthNight } from './month-record.ts'

/** Drafts of a night and nulls in each distribution of its gate: the least there may be. */
const [candidates, draws] = [3, 19]

const evolved = z.object({
  nights: z.array(z.object({ outcome: z.string(), why: z.string(), at: z.string() })),
})
const checked = z.object({
  ...{ kind: z.string(), cycle: z.int() },
  ...{ step: z.string().optional(), isPassed: z.boolean().optional() },
})
type Checked = z.infer<typeof checked>

/**
 * The nights of a month by the command that a person has: each has the bars until its midnight.
 * Nobody is asked but seeded mutation; what comes of it stands beside the desk of the roster, which
 * has no seat for it.
 *
 * @param onLine - Told how they get on.
 */
export async function monthNights(
  { name, folder, evolves, from }: MonthGroup,
  { days, seed }: { readonly days: number; readonly seed: number },
  onLine: (line: string) => void,
): Promise<readonly MonthNight[]> {
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-nights-'))
  try {
    const day = (of: number): string => formatTime(micros(of)).slice(0, 10)
    const said = await evolve(
      [
        ...['--desk', desk, '--bars', path.join(folder, evolves.file), '--json'],
        ...['--from', day(from - evolves.daysBefore * dayUs), '--to', day(from + days * dayUs)],
        ...['--nights', `${days}`, '--every', '1d', '--seed', `${seed}`],
        ...['--candidates', `${candidates}`, '--draws', `${draws}`],
      ],
      onLine,
    )
    const log = readFileSync(path.join(desk, 'strategies', 'cycles.jsonl'), 'utf8')
    const lines = log
      .split('\n')
      .filter(Boolean)
      .map((line) => checked.parse(JSON.parse(line)))
    return evolved.parse(JSON.parse(said)).nights.map(({ outcome, why, at }, k) => ({
      ...{ group: name, at, outcome, why },
      ...nightOf(lines.filter(({ cycle }) => cycle === k + 1)),
    }))
  } finally {
    rmSync(desk, { recursive: true })
  }
}

/** How many drafts a night had, and where each of them ended. */
function nightOf(lines: readonly Checked[]): Pick<MonthNight, 'written' | 'ends'> {
  const ends = new Counts()
  for (const { kind, step, isPassed } of lines)
    if (kind === 'candidate-checked' && isPassed === false && step !== undefined) ends.add(step)
  return {
    written: lines.filter(({ kind }) => kind === 'candidate-written').length,
    ends: ends.all,
  }
}

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))

function evolve(words: readonly string[], onLine: (line: string) => void): Promise<string> {
  const child = spawn(process.execPath, [bin, 'strategy', 'evolve', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => void (said += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => {
    complained = bytes.toString().trimEnd()
    onLine(complained)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(said)
      else reject(new Error(`strategy evolve ended with ${code}: ${complained}${said}`))
    })
  })
}
