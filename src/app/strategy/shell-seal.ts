import { createHash } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Disk } from '../../kernel/index.ts'

/** What no author may change, as it stands at a moment. */
export type ShellSeal = {
  /** SHA-256 over the program: gate, limits, benchmarks, simulator, risk, and all the rest. */
  readonly program: string
  /** Of the settings of the desk; of nothing where there are none. */
  readonly settings: string
  /** How long each file that only grows was, and the hash of it up to there. */
  readonly grown: readonly {
    readonly name: string
    readonly bytes: number
    readonly hash: string
  }[]
}

/** Where to look. */
export type SealedPlace = {
  readonly disk: Disk
  readonly settings: readonly string[]
  /** The ledger of trials, and whatever else is only ever added to. */
  readonly growing: readonly string[]
  /** The program; that which runs when left out. */
  readonly program?: string | undefined
}

/** Takes the seal of all that judges strategies. */
export function sealShell(place: SealedPlace): ShellSeal {
  const { disk, settings, growing, program = ownProgram } = place
  return {
    program: hashOf(disk, filesUnder(disk, program)),
    settings: hashOf(disk, settings),
    grown: growing.map((file) => {
      const bytes = sizeOf(disk, file)
      return { name: path.basename(file), bytes, hash: hashOfStart(disk, file, bytes) }
    }),
  }
}

/** What was changed since a seal was taken; `undefined` when nothing was but what may grow. */
export function sealBroken(seal: ShellSeal, place: SealedPlace): string | undefined {
  const { disk, growing } = place
  const now = sealShell({ ...place, growing: [] })
  if (now.program !== seal.program) return 'the program that judges strategies was changed'
  if (now.settings !== seal.settings) return 'the settings of the desk were changed'
  for (const [i, { name, bytes, hash }] of seal.grown.entries()) {
    const file = growing[i]
    if (file === undefined || hashOfStart(disk, file, bytes) !== hash)
      return `${name} was changed, to which lines are only added`
  }
  return undefined
}

/** The folder of all rooms, in `src` and in `dist` alike. */
const ownProgram = fileURLToPath(new URL('../..', import.meta.url))

function filesUnder(disk: Disk, folder: string): readonly string[] {
  return disk.list(folder).flatMap((name) => {
    const full = path.join(folder, name)
    if (/\.[cm]?[jt]s(on)?$/.test(name)) return [full]
    // Rooms and their folders have no dot in their names.
    return name.includes('.') ? [] : filesUnder(disk, full)
  })
}

function hashOf(disk: Disk, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    const bytes = sizeOf(disk, file)
    hash.update(`${path.basename(file)} ${bytes} ${hashOfStart(disk, file, bytes)}\n`)
  }
  return hash.digest('hex')
}

function sizeOf(disk: Disk, file: string): number {
  return disk.exists(file) ? withFile(disk, file, (opened) => opened.size()) : 0
}

/** Of a file that has become shorter: of what is left. */
function hashOfStart(disk: Disk, file: string, bytes: number): string {
  const hash = createHash('sha256')
  if (bytes === 0 || !disk.exists(file)) return hash.digest('hex')
  return withFile(disk, file, (opened) => {
    const part = new Uint8Array(1 << 16)
    for (let at = 0; at < bytes; ) {
      const read = opened.read(part.subarray(0, Math.min(part.length, bytes - at)), at)
      if (read === 0) break
      hash.update(part.subarray(0, read))
      at += read
    }
    return hash.digest('hex')
  })
}

function withFile<T>(disk: Disk, file: string, use: (opened: ReturnType<Disk['open']>) => T): T {
  const opened = disk.open(file)
  try {
    return use(opened)
  } finally {
    opened.close()
  }
}
