/** Stryker's report, as far as it is read. */
export type Report = {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >
}

type Mutant = {
  readonly mutatorName: string
  readonly replacement?: string
  readonly location: { readonly start: Place; readonly end: Place }
  readonly status: string
}

/** Lines and columns from 1. */
type Place = { readonly line: number; readonly column: number }

/** Survivors that were read and are let live, with why. */
export type Accepted = {
  readonly file: string
  readonly reason: string
  readonly mutants: readonly { readonly line: string; readonly change: string }[]
}

export type Survivor = {
  readonly at: number
  /** The line of program text it is in, and what became what. */
  readonly line: string
  readonly change: string
  readonly isCovered: boolean
}

export type FileScore = {
  readonly file: string
  readonly killed: number
  readonly timedOut: number
  readonly survived: number
  readonly uncovered: number
  /** Of those that survived, covered or not. */
  readonly accepted: number
  /** The ones nobody has answered. */
  readonly survivors: readonly Survivor[]
}

export type Judged = {
  readonly files: readonly FileScore[]
  /** What was accepted and has not survived. */
  readonly stale: readonly {
    readonly file: string
    readonly line: string
    readonly change: string
  }[]
}

/** Sorts what became of mutants by file; what is accepted is known by its text, not its place. */
export function judge(report: Report, accepted: readonly Accepted[]): Judged {
  const known = new Set(
    accepted.flatMap(({ file, mutants }) =>
      mutants.map(({ line, change }) => keyOf({ file, line, change })),
    ),
  )
  const seen = new Set<string>()
  const files = Object.entries(report.files).map(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    const count = (status: string): number =>
      mutants.filter((mutant) => mutant.status === status).length
    const alive = mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => survivorOf(mutant, lines))
    const survivors = alive.filter(({ line, change }) => {
      const key = keyOf({ file, line, change })
      seen.add(key)
      return !known.has(key)
    })
    return {
      file,
      killed: count('Killed'),
      timedOut: count('Timeout'),
      survived: count('Survived'),
      uncovered: count('NoCoverage'),
      accepted: alive.length - survivors.length,
      survivors,
    }
  })
  const stale = accepted.flatMap(({ file, mutants }) =>
    mutants
      .map(({ line, change }) => ({ file, line, change }))
      .filter((each) => Object.hasOwn(report.files, file) && !seen.has(keyOf(each))),
  )
  return { files, stale }
}

function keyOf(of: {
  readonly file: string
  readonly line: string
  readonly change: string
}): string {
  return JSON.stringify([of.file, of.line, of.change])
}

function survivorOf(mutant: Mutant, lines: readonly string[]): Survivor {
  const { start, end } = mutant.location
  const original = lines
    .slice(start.line - 1, end.line)
    .map((text, at, all) => {
      const to = at === all.length - 1 ? end.column - 1 : text.length
      return text.slice(at === 0 ? start.column - 1 : 0, to)
    })
    .join(' ')
  return {
    at: start.line,
    line: shortly(lines[start.line - 1] ?? ''),
    change: `${shortly(original)} → ${shortly(mutant.replacement ?? mutant.mutatorName)}`,
    isCovered: mutant.status === 'Survived',
  }
}

/** On one line, and no longer than one can read. */
function shortly(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return flat.length > 100 ? `${flat.slice(0, 99)}…` : flat
}
