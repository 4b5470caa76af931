import { codeHash } from './code-of-part.ts'
import type { Measured, Part } from './figure.ts'
import { kept, recorded } from './record.ts'

type PartRun = {
  readonly commit: string
  /** Told when a part starts, and with `seconds` when it is done. */
  readonly onPart: (part: Part, seconds?: number) => void
  /** Measures nothing: what is not on record for this code is told as that. */
  readonly isRecordOnly?: boolean
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

async function runPart(part: Part, run: PartRun): Promise<Measured> {
  const { name, command } = part
  try {
    if (run.isRecordOnly === true) return (await onRecord(part)) ?? unmeasured(part)
    return await kept(name, await codeHash(part.reads), async () => {
      run.onPart(part)
      const start = performance.now()
      const figures = await part.measure()
      const seconds = (performance.now() - start) / 1_000
      run.onPart(part, seconds)
      return { part: name, command, commit: run.commit, seconds, figures }
    })
  } catch (error) {
    process.stderr.write(`${name}: ${String(error)}\n`)
    const figure = { name, asked: '', value: null, unit: '', status: 'failed' } as const
    const figures = [{ ...figure, note: 'did not run' }]
    return { part: name, command, commit: run.commit, seconds: 0, figures }
  }
}

async function onRecord({ name, reads }: Part): Promise<Measured | undefined> {
  return recorded(name, await codeHash(reads)) as Measured | undefined
}

function unmeasured({ name, command }: Part): Measured {
  const figures = [{ name, asked: '', value: null, unit: '', status: 'absent' } as const]
  return { part: name, command, commit: '', seconds: 0, figures }
}
