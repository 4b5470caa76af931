import { table } from '../markdown-table.ts'
import type { Figure, Machine, Measured } from './figure.ts'
import { meetsGoal } from './meets-goal.ts'

/** `docs/figures.md` from what was measured. */
export function figuresPage({ machine, node }: Machine, measured: readonly Measured[]): string {
  const all = measured.flatMap(({ figures }) => figures)
  const verdicts = all.map(meetsGoal)
  const count = (verdict: boolean): number => verdicts.filter((each) => each === verdict).length
  const seconds = measured.reduce((sum, each) => sum + each.seconds, 0)
  return [
    '# Figures\n',
    'Written by `npm run figures`, which ran every command below; no number here is typed by hand. They',
    'belong to one machine and its day: run it again before you quote them. How each row is measured',
    'stands in [benchmarks](benchmarks.md), and why a goal is missed in [shortfalls](shortfalls.md).\n',
    `${machine}, Node ${node}, ${commits(measured)}, ${minutes(seconds)} in all.\n`,
    `${all.length} figures: ${count(true)} are what was asked, ${count(false)} are not, the rest was`,
    'asked nothing a machine can check, or the yardstick was too unsteady to tell (INCONCLUSIVE). *Ratio*',
    'is ours to the yardstick, 1 being as good; *spread* is from the 10th to the 90th percentile. A part is',
    'measured anew when a file that it reads has changed; the commit beside it is the one it was measured on.\n',
    ...measured.map(section),
  ].join('\n')
}

function section({ part, command, commit, seconds, figures }: Measured): string {
  const head = ['figure', 'asked', 'measured', 'spread', 'ratio', 'beside', 'as asked']
  const when = commit === '' ? 'not measured' : `${minutes(seconds)}, ${short(commit)}`
  const how = `\`${command}\`, ${when}`
  return `## ${part}\n\n${how}\n\n${table(head, figures.map(cells))}`
}

function cells(of: Figure): readonly string[] {
  const { name, asked, value, unit, spread, ratio, ratioSpread, peer } = of
  const ratios =
    ratio === null || ratio === undefined ? '' : `${digits(ratio)}${range(ratioSpread)}`
  const measured = value === null ? '' : `${digits(value)} ${unit}`.trim()
  const note = of.note === undefined || of.status === 'measured' ? '' : `: ${of.note}`
  return [
    `\`${name}\``,
    asked === '' ? '' : asked,
    measured,
    range(spread).trim(),
    ratios,
    peer ?? '',
    `${verdict(of)}${note}`,
  ].map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
}

function verdict(of: Figure): string {
  if (of.status === 'failed') return 'FAILED'
  if (of.status === 'inconclusive') return 'INCONCLUSIVE'
  if (of.status === 'absent') return 'NOT MEASURED'
  const meets = meetsGoal(of)
  if (meets === undefined) return ''
  return meets ? 'yes' : '**no**'
}

function range(of: readonly [number, number] | undefined): string {
  return of === undefined ? '' : ` (${digits(of[0])} to ${digits(of[1])})`
}

/** Three digits that mean something; counts and other whole numbers in full. */
function digits(value: number): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 6 })
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`
}

function short(commit: string): string {
  return commit.slice(0, 8)
}

function commits(measured: readonly Measured[]): string {
  const all = measured.flatMap(({ commit }) => (commit === '' ? [] : short(commit)))
  return [...new Set(all)].join(', ')
}
