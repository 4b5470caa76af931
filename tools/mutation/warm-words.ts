/** A test as Stryker knows it. */
export type TestFact = {
  readonly id: string
  readonly name: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly ms: number
  readonly failure: string | undefined
}

/** How often each mutant was passed, by mutant. */
type Hits = Record<string, number>

export type Coverage = { readonly static: Hits; readonly perTest: Record<string, Hits> }

/** What a first run of all tests told: kept for a worker that takes the place of a lost one. */
export type DryRun = {
  readonly tests: readonly TestFact[]
  readonly coverage: Coverage
  /** Mutants that are passed while a test file is loaded, by test file. */
  readonly staticByFile: Record<string, readonly string[]>
}

/** Tests of one file to be run together; all of the file without names. */
export type Errand = { readonly file: string; readonly names: readonly string[] }

export type Ask =
  | { readonly kind: 'dry-run'; readonly files: readonly string[] }
  | {
      readonly kind: 'mutant'
      readonly mutant: string
      readonly isStatic: boolean
      readonly hitLimit: number | undefined
      readonly errands: readonly Errand[]
    }
  | { readonly kind: 'end' }

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'dry-run'; readonly dryRun: DryRun }
  | {
      readonly kind: 'mutant'
      readonly tests: number
      readonly killer: TestFact | undefined
      readonly isEndless: boolean
    }
  | { readonly kind: 'broken'; readonly message: string }

/** Where the two ends of one process talk. */
export const warmChannel = 'coinswarm-mutation'
