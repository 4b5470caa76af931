import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Measured, Part } from './figure.ts'

/** Where the figures of each part are kept until all are there. */
const folder = path.join('coverage', 'figures')

export type PartRun = {
  readonly commit: string
  /** Told when a part starts, and with `seconds` when it is done. */
  readonly onPart: (part: Part, seconds?: number) => void
}

/**
 * Measures every part that is not on record for this commit: first those that other work does not
 * disturb, two side by side, then those that are timed, one after another. A part that throws is a
 * failed figure, and is not kept.
 */
export async function runParts(parts: readonly Part[], run: PartRun): Promise<readonly Measured[]> {
  const waiting = parts.filter((part) => !part.isTimed)
  const next = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift())
      await runPart(part, run)
  }
  await Promise.all([next(), next()])
  for (const part of parts) if (part.isTimed) await runPart(part, run)
  return parts.map((part) => onRecord(part, run.commit) ?? failed(part, run.commit))
}

async function runPart(part: Part, { commit, onPart }: PartRun): Promise<void> {
  if (onRecord(part, commit) !== undefined) return
  onPart(part)
  const start = performance.now()
  try {
    const figures = await part.measure()
    const seconds = (performance.now() - start) / 1_000
    const { name, command } = part
    const measured: Measured = { part: name, command, commit, seconds, figures }
    mkdirSync(folder, { recursive: true })
    writeFileSync(fileOf(part), `${JSON.stringify(measured, undefined, 2)}\n`)
    onPart(part, seconds)
  } catch (error) {
    process.stderr.write(`${part.name}: ${String(error)}\n`)
  }
}

function failed({ name, command }: Part, commit: string): Measured {
  const figure = { name, asked: '', value: null, unit: '', status: 'failed' } as const
  return { part: name, command, commit, seconds: 0, figures: [{ ...figure, note: 'did not run' }] }
}

function onRecord(part: Part, commit: string): Measured | undefined {
  const file = fileOf(part)
  if (!existsSync(file)) return undefined
  const measured = JSON.parse(readFileSync(file, 'utf8')) as Measured
  return measured.commit === commit ? measured : undefined
}

function fileOf({ name }: Part): string {
  return path.join(folder, `${name.replaceAll(/[^a-z0-9.]+/gi, '-')}.json`)
}
