import path from 'node:path'
import type { DryRun, Errand, TestFact } from './warm-words.ts'

/** A test up to here is tried together with the others of its file. */
const quickMs = 60

/**
 * The tests that pass a mutant, in an order that finds a killer soon: quick ones first, those
 * beside the code before others; what takes long last, one at a time.
 */
export function errandsFor(
  { tests, coverage, staticByFile }: DryRun,
  about: { readonly mutant: string; readonly file: string; readonly isStatic: boolean },
): readonly Errand[] {
  const { mutant, file, isStatic } = about
  const near = nearnessTo(file)
  // Nearly every test loads a table; of those that do no more, the ones of its own folder must do.
  const own = file.split(path.sep).length - 1
  const loads = (test: TestFact): boolean =>
    near(test.file) >= own && (staticByFile[test.file] ?? []).includes(mutant)
  const passes = (test: TestFact): boolean =>
    Object.hasOwn(coverage.perTest[test.id] ?? {}, mutant) || (isStatic && loads(test))
  const passing = tests.filter(passes)
  const slow = passing.filter(({ ms }) => ms > quickMs).sort((a, b) => a.ms - b.ms)
  const quick = Map.groupBy(
    passing.filter(({ ms }) => ms <= quickMs),
    (test) => test.file,
  )
  const inOrder = [...quick].sort(([a, ofA], [b, ofB]) => near(b) - near(a) || sum(ofA) - sum(ofB))
  return [
    ...inOrder.map(([of, these]) => ({ file: of, names: these.map(({ name }) => name) })),
    ...slow.map(({ file: of, name }) => ({ file: of, names: [name] })),
  ]
}

/** How many folders a test has in common with the code, and one more for its name. */
function nearnessTo(file: string): (test: string) => number {
  const own = file.replace(/\.ts$/, '').split(path.sep)
  return (test) => {
    const other = test.replace(/\.test\.ts$/, '').split(path.sep)
    const apart = own.findIndex((part, at) => part !== other[at])
    return apart < 0 ? own.length : apart
  }
}

function sum(tests: readonly TestFact[]): number {
  return tests.reduce((total, { ms }) => total + ms, 0)
}
