import { codeHash } from './code-of-part.ts'
import type { Measured, Part } from './figure.ts'
import { onRecord, putOnRecord } from './record.ts'

type PartRun = {
  readonly commit: string
  /** Told when a part starts, and with `seconds` when it is done. */
  readonly onPart: (part: Part, seconds?: number) => void
}

/**
 * Measures every part that is not on record for the same code: first those that other work does not
 * disturb, two side by side, then those that are timed, one after another. A part that throws is a
 * failed figure, and is not kept.
 */
export async function runParts(parts: readonly Part[], run: PartRun): Promise<readonly Measured[]> {
  const measured = new Map<Part, Measured>()
  const measure = async (part: Part): Promise<void> => {
    measured.set(part, await runPart(part, run))
  }
  const waiting = parts.filter((part) => !part.isTimed)
  const next = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await measure(part)
  }
  await Promise.all([next(), next()])
  for (const part of parts) if (part.isTimed) await measure(part)
  return parts.flatMap((part) => measured.get(part) ?? [])
}

async function runPart(part: Part, { commit, onPart }: PartRun): Promise<Measured> {
  const code = await codeHash(part.reads)
  const known = onRecord<Measured>(part.name, code)
  if (known !== undefined) return known
  onPart(part)
  const start = performance.now()
  const told = { part: part.name, command: part.command, commit, code }
  try {
    const figures = await part.measure()
    const seconds = (performance.now() - start) / 1_000
    const measured: Measured = { ...told, seconds, figures }
    putOnRecord(part.name, measured)
    onPart(part, seconds)
    return measured
  } catch (error) {
    process.stderr.write(`${part.name}: ${String(error)}\n`)
    const figure = { name: part.name, asked: '', value: null, unit: '', status: 'failed' } as const
    return { ...told, seconds: 0, figures: [{ ...figure, note: 'did not run' }] }
  }
}
