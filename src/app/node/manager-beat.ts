import path from 'node:path'
import { secondUs } from '../../domain/index.ts'
import { type Clock, type Disk, readText, replaceFile } from '../../kernel/index.ts'
import { repeatEvery } from '../repeat-every.ts'

/** What a manager writes down every few seconds, so that others see that its loop turns. */
export type ManagerBeat = {
  /** Of the wall, milliseconds since 1970, UTC. */
  readonly t: number
  readonly hasLine: boolean
  /** Blocks it knows of. */
  readonly slots: number
}

const fileName = 'beat.json'
const everyUs = 5 * secondUs

/** Begins to write beats into the folder of a manager's record. @returns A way to stop. */
export function beatInto(
  { disk, folder, clock }: { readonly disk: Disk; readonly folder: string; readonly clock: Clock },
  state: () => Omit<ManagerBeat, 't'>,
): () => void {
  const beat = (): void => {
    const text = `${JSON.stringify({ t: Math.round(clock.now() / 1_000), ...state() })}\n`
    try {
      replaceFile(disk, folder, fileName, new TextEncoder().encode(text))
    } catch {
      // A manager that cannot write has worse to tell; without a beat it is seen as ill.
    }
  }
  beat()
  return repeatEvery(clock, everyUs, beat)
}

/** The last beat of a manager; `undefined` when there is none that can be read. */
export function readBeat(disk: Disk, folder: string): ManagerBeat | undefined {
  try {
    const read: unknown = JSON.parse(readText(disk, path.join(folder, fileName)) ?? '')
    return isBeat(read) ? read : undefined
  } catch {
    return undefined
  }
}

function isBeat(read: unknown): read is ManagerBeat {
  if (typeof read !== 'object' || read === null) return false
  const { t, hasLine, slots }: Readonly<Record<string, unknown>> = { ...read }
  return typeof t === 'number' && typeof hasLine === 'boolean' && typeof slots === 'number'
}
